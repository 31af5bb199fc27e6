using System.Net;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Security;

/// <summary>A name that somebody else has pointed at the server, or has made up.</summary>
public sealed class HostNameTests
{
    [Fact]
    public async Task Only_a_name_of_the_machine_is_served_by_default()
    {
        await using var host = await LivecallerProcess.StartHostAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(host, "evil.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(host, "localhost.evil.example"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "localhost"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "shop.localhost"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, null));
    }

    [Fact]
    public async Task The_public_name_is_served_and_no_other_even_where_the_server_listens_to_all_addresses()
    {
        await using var host = await LivecallerProcess.StartHostAsync("--urls=http://0.0.0.0:0", "--Livecaller:PublicUrl=https://chat.shop.example");

        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(host, "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "chat.shop.example"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "localhost"));
    }

    [Fact]
    public async Task The_setting_of_the_framework_replaces_the_list()
    {
        await using var host = await LivecallerProcess.StartHostAsync("--AllowedHosts=chat.shop.example;127.0.0.1");

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "chat.shop.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(host, "localhost"));
    }

    private static async Task<HttpStatusCode> GetAsync(LivecallerProcess host, string? name)
    {
        using var http = new HttpClient { BaseAddress = new UriBuilder(host.Address) { Host = "127.0.0.1" }.Uri };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = name;
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Security;

/// <summary>What the program's responses say about it, and to browsers.</summary>
public sealed class HeaderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/health/ready")]
    [InlineData("/nowhere")]
    [InlineData("/dashboard/login")]
    [InlineData("/dashboard/_framework/blazor.web.js")]
    [InlineData("/dashboard/_content/Livecaller.Dashboard/shell.css")]
    [InlineData("/v1/widget")]
    public async Task No_response_names_the_web_server_or_lets_its_type_be_guessed(string address)
    {
        await using var host = await LivecallerProcess.StartHostAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };

        using var answer = await http.GetAsync(address, Cancelled);

        Assert.False(answer.Headers.Contains("Server"));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Browsers_are_told_to_use_https_only_where_they_can()
    {
        await using var host = await LivecallerProcess.StartHostAsync("--Livecaller:PublicUrl=https://chat.shop.example");

        Assert.Equal("max-age=2592000", await HstsAsync(host, "chat.shop.example"));
        Assert.Null(await HstsAsync(host, null));
        Assert.Null(await HstsAsync(host, "localhost"));
    }

    [Fact]
    public async Task Browsers_are_told_to_use_https_only_where_a_proxy_says_that_they_do()
    {
        await using var host = await LivecallerProcess.StartHostAsync(("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), "--Livecaller:HstsLifetime=365.00:00:00");

        Assert.Equal("max-age=31536000", await HstsAsync(host, "chat.shop.example", "https"));
        Assert.Null(await HstsAsync(host, "chat.shop.example", "http"));
        Assert.Null(await HstsAsync(host, "192.0.2.7", "https"));
        Assert.Null(await HstsAsync(host, "localhost", "https"));
    }

    [Fact]
    public async Task Browsers_are_not_told_to_use_https_where_it_is_switched_off()
    {
        await using var host = await LivecallerProcess.StartHostAsync("--Livecaller:PublicUrl=https://chat.shop.example", "--Livecaller:HstsLifetime=0");

        Assert.Null(await HstsAsync(host, "chat.shop.example"));
    }

    private static async Task<string?> HstsAsync(LivecallerProcess host, string? name, string? scheme = null)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = name;
        if (scheme is not null) request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await http.SendAsync(request, Cancelled);
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? string.Join(' ', values) : null;
    }
}

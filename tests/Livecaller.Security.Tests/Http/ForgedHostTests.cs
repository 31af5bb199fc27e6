using System.Text.Json;
using Livecaller.Security.Tests.Support;

namespace Livecaller.Security.Tests.Http;

/// <summary>A visitor whose requests name a host of their choice, which must not reach anybody else.</summary>
public sealed class ForgedHostTests
{
    private const string Evil = "evil.example";

    [Fact]
    public async Task Links_that_others_receive_do_not_lead_there()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        var conversation = await visitor.StartAsync();
        await socket.SubscribeAsync(olga, "private-conversation." + conversation);

        await SendFileAsync(visitor, conversation);

        var url = await UrlOfFileAsync(socket);
        Assert.StartsWith("/v1/attachments/", url, StringComparison.Ordinal);
        using var file = await olga.Client.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.True(file.IsSuccessStatusCode);
        var messages = await olga.GetAsync($"/conversations/{conversation}/messages");
        Assert.DoesNotContain(Evil, messages.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(server.Address.Authority + "/v1/attachments/", messages.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_public_address_everything_names_it()
    {
        await using var server = await LivecallerServer.StartAsync(settings: ("Livecaller:PublicUrl", "https://chat.shop.example"));
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        var conversation = await visitor.StartAsync();
        await socket.SubscribeAsync(olga, "private-conversation." + conversation);

        await SendFileAsync(visitor, conversation);

        Assert.StartsWith("https://chat.shop.example/v1/attachments/", await UrlOfFileAsync(socket), StringComparison.Ordinal);
        using var frame = await visitor.Client.GetAsync("/widget/shop", TestContext.Current.CancellationToken);
        var policy = Assert.Single(frame.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain(Evil, policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors https://shop.example https://chat.shop.example", policy, StringComparison.Ordinal);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/v1/widget");
        foreign.Headers.Add("Origin", "http://" + Evil);
        using var refused = await visitor.Client.SendAsync(foreign, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task The_dashboard_shows_files_of_the_public_address()
    {
        await using var server = await DashboardServer.StartAsync(("Livecaller:PublicUrl", "https://chat.shop.example:8443"));
        using var http = new HttpClient { BaseAddress = server.Address };

        using var page = await http.GetAsync("/dashboard/login", TestContext.Current.CancellationToken);

        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("img-src 'self' https://chat.shop.example:8443 ", policy, StringComparison.Ordinal);
        Assert.Contains("media-src 'self' https://chat.shop.example:8443;", policy, StringComparison.Ordinal);
    }

    private static async Task SendFileAsync(Caller visitor, string conversation)
    {
        visitor.Client.DefaultRequestHeaders.Host = Evil;
        var file = await visitor.UploadAsync("a.txt", "Hello"u8.ToArray());
        var sent = await visitor.PostAsync(
            $"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "", attachments = new[] { file.Data.GetProperty("id").GetString() } });
        Assert.Equal(System.Net.HttpStatusCode.Created, sent.Status);
    }

    private static async Task<string> UrlOfFileAsync(PusherSocket socket)
    {
        while (true)
        {
            var message = await socket.ReadAsync("conversation.message");
            if (message.GetProperty("attachments") is { ValueKind: JsonValueKind.Array } files && files.GetArrayLength() > 0)
                return files[0].GetProperty("url").GetString()!;
        }
    }
}

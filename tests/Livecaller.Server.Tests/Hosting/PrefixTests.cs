using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Server.Tests.Hosting;

/// <summary>Everything works under a prefix, whoever puts it there.</summary>
public sealed class PrefixTests
{
    private static readonly Action<WebApplication>[] Mounts =
    [
        static app => app.MapLivecaller("/chat"),
        static app => app.MapLivecaller("chat/"),
        static app => app.MapGroup("/chat").MapLivecaller(),
        static app => app.MapGroup("/").MapGroup("/chat/").MapLivecaller(),
        static app =>
        {
            app.UsePathBase("/chat");
            app.UseRouting();
            app.MapLivecaller();
        },
    ];

    public static TheoryData<int> AllMounts => [.. Enumerable.Range(0, Mounts.Length)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllMounts))]
    public async Task A_visitor_talks_to_an_operator_with_files_under_a_prefix(int mount)
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, Mounts[mount], "/chat");
        var (visitor, colleague) = (await server.VisitorAsync(), await server.OperatorAsync());
        var address = server.Address.AbsoluteUri.TrimEnd('/');

        var realtime = (await visitor.GetAsync("")).Data.GetProperty("realtime");
        Assert.Equal("/chat", realtime.GetProperty("path").GetString());
        Assert.Equal(address + "/chat/v1/widget/broadcasting/auth", realtime.GetProperty("auth_endpoint").GetString());
        var id = await visitor.StartAsync("hello");
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, $"private-conversation.{id}");

        var created = await new TusClient(visitor) { Prefix = "/chat" }.CreateAsync("note.txt", 4, "text"u8.ToArray());
        Assert.StartsWith("/chat/v1/widget/attachments/", created.Response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await colleague.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "hello too" });
        await socket.ReadAsync("conversation.message");

        var link = created.Data.GetProperty("url").GetString()!;
        Assert.StartsWith(address + "/chat/v1/attachments/", link, StringComparison.Ordinal);
        Assert.Equal("text", await visitor.Client.GetStringAsync(link, Cancelled));
    }

    [Theory]
    [MemberData(nameof(AllMounts))]
    public async Task The_chat_for_web_pages_is_served_under_a_prefix(int mount)
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, Mounts[mount], "/chat");
        using var client = server.NewClient();

        Assert.Contains("LiveCaller", await client.GetStringAsync("/chat/livecaller.js", Cancelled), StringComparison.Ordinal);
        using var frame = await client.GetAsync("/chat/widget/shop", Cancelled);
        Assert.Equal(HttpStatusCode.OK, frame.StatusCode);
        Assert.Contains($"ws://{server.Address.Authority};", Assert.Single(frame.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/chat/widget/frame/bridge.js", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_prefix_that_looks_like_the_api_is_one_like_any_other()
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, static app => app.MapLivecaller("/v1/widget"), "/v1/widget");
        var visitor = await server.VisitorAsync();

        Assert.Equal("/v1/widget", (await visitor.GetAsync("")).Data.GetProperty("realtime").GetProperty("path").GetString());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await visitor.Client.DeleteAsync("/v1/widget/v1/widget/conversations", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("https://shop.example/", "shop.example", 443, "")]
    [InlineData("https://shop.example/support", "shop.example", 443, "/support")]
    [InlineData("http://Müller.example:8080/Süd/", "xn--mller-kva.example", 8080, "/S%C3%BCd")]
    public async Task The_public_address_is_named_everywhere(string url, string host, int port, string path)
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            null, static app => app.MapLivecaller("/chat"), "/chat", ("Livecaller:PublicUrl", url));
        var visitor = await server.VisitorAsync();
        var scheme = url.Split(':')[0];
        var origin = port is 443 ? $"{scheme}://{host}" : $"{scheme}://{host}:{port}";

        var realtime = (await visitor.GetAsync("")).Data.GetProperty("realtime");
        Assert.Equal((host, port, path + "/chat"), (realtime.GetProperty("host").GetString(), realtime.GetProperty("port").GetInt32(), realtime.GetProperty("path").GetString()));
        Assert.Equal(scheme == "https" ? "wss" : "ws", realtime.GetProperty("scheme").GetString());
        Assert.Equal($"{origin}{path}/chat/v1/widget/broadcasting/auth", realtime.GetProperty("auth_endpoint").GetString());
        Assert.Equal($"{origin}{path}/chat", (await server.Get<IWidgetService>().ListAsync(OperatorCaller.Application, Cancelled)).Value![0].ServerUrl);
        var file = await visitor.UploadAsync("note.txt", "text"u8.ToArray());
        Assert.StartsWith($"{origin}{path}/chat/v1/attachments/", file.Data.GetProperty("url").GetString(), StringComparison.Ordinal);
        using var frame = await visitor.Client.GetAsync("/chat/widget/shop", Cancelled);
        var policy = Assert.Single(frame.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($" {(scheme == "https" ? "wss" : "ws")}://{origin.Split("//")[1]} {origin};", policy, StringComparison.Ordinal);
        Assert.Contains($"frame-ancestors https://shop.example ", policy, StringComparison.Ordinal);
        Assert.Contains(origin, policy.Split("frame-ancestors ")[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await AskFromAsync(visitor, origin));
    }

    [Theory]
    [InlineData("/chat")]
    [InlineData("")]
    public async Task The_public_address_can_be_written_with_the_prefix_and_without(string end)
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            null, static app => app.MapLivecaller("/chat"), "/chat", ("Livecaller:PublicUrl", "https://shop.example" + end));
        using var client = server.NewClient();

        var widget = (await client.GetFromJsonAsync<JsonElement>("/chat/v1/widget", Cancelled)).GetProperty("data");
        Assert.Equal("/chat", widget.GetProperty("realtime").GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("/support")]
    [InlineData("")]
    public async Task A_proxy_can_pass_the_path_of_the_public_address_on_or_strip_it(string passedOn)
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:PublicUrl", "https://shop.example/support/"));
        var visitor = await server.VisitorAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, passedOn + "/v1/widget/attachments");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", "4");
        request.Headers.Add("Upload-Metadata", TusClient.Metadata("note.txt"));
        using var created = await visitor.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.StartsWith("/support/v1/widget/attachments/", created.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskFromAsync(Caller visitor, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chat/v1/widget");
        request.Headers.Add("Origin", origin);
        using var answer = await visitor.Client.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Livecaller.Connection;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Testing.Tests;

/// <summary>Talks to the host as the wire sees it, without the SDK.</summary>
internal sealed class Wire(LivecallerTestHost host)
{
    private string? _token;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public VisitorId Visitor { get; private set; }

    public static async Task<Wire> LoginAsync(LivecallerTestHost host, string? jwt = null)
    {
        var wire = new Wire(host);
        var (status, body) = await wire.PostAsync("v1/widget/auth/login", jwt is null ? "{}" : $$"""{"jwt_token":"{{jwt}}"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        wire._token = body.GetProperty("auth").GetProperty("access_token").GetString();
        wire.Visitor = new(body.GetProperty("data").GetProperty("visitor").GetProperty("uuid").GetString()!);
        return wire;
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var response = await RequestAsync(method, path, content);
        return (response.StatusCode, response.Content.Headers.ContentLength > 0 ? await response.Content.ReadFromJsonAsync<JsonElement>(Ct) : default);
    }

    /// <summary>The last of headers with the same name is sent.</summary>
    public async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(host.CreateOptions().HttpHandler!, disposeHandler: false) { BaseAddress = LivecallerTestHostOptions.ServerUrl };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-LC-Widget", LivecallerTestHostOptions.DefaultWidget.Id.Value);
        if (_token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, Ct);
    }

    public async Task<ConversationId> StartAsync(string text)
    {
        var (status, body) = await PostAsync("v1/widget/conversations",
            $$$"""{"message":{"id":"{{{MessageId.New(host.Time)}}}","content":"{{{text}}}"}}""");
        Assert.Equal(HttpStatusCode.Created, status);
        return new(body.GetProperty("data").GetProperty("id").GetString()!);
    }

    public async Task<IPusherSocket> ConnectAsync() => await host.CreateOptions().SocketFactory!.ConnectAsync(
        new("wss://livecaller.test/app/test-key?protocol=7"), Ct);

    public async Task<IPusherSocket> SubscribeAsync(string channel)
    {
        var socket = await ConnectAsync();
        var socketId = JsonDocument.Parse((await NextAsync(socket)).Data!).RootElement.GetProperty("socket_id").GetString();
        var (status, body) = await PostAsync("v1/widget/broadcasting/auth", $$"""{"socket_id":"{{socketId}}","channel_name":"{{channel}}"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        await SayAsync(socket, new(PusherEventNames.Subscribe, Data: $$"""{"channel":"{{channel}}","auth":"{{body.GetProperty("auth")}}"}"""));
        Assert.Equal(PusherEventNames.SubscriptionSucceeded, (await NextAsync(socket)).Event);
        return socket;
    }

    public static ValueTask SayAsync(IPusherSocket socket, PusherFrame frame) => socket.SendAsync(PusherFrameWriter.WriteFromClient(frame), Ct);

    public static async Task<PusherFrame> NextAsync(IPusherSocket socket)
    {
        var message = await socket.ReceiveAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.False(message.IsClosed);
        Assert.True(PusherFrameReader.TryRead(message.Utf8.Span, out var frame, out _));
        return frame;
    }

    public static async Task<string> NextTextAsync(IPusherSocket socket) =>
        JsonDocument.Parse((await NextAsync(socket)).Data!).RootElement.GetProperty("content").GetString()!;

    public static async Task<int?> EndAsync(IPusherSocket socket)
    {
        var message = await socket.ReceiveAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
        Assert.True(message.IsClosed);
        return message.CloseCode;
    }
}

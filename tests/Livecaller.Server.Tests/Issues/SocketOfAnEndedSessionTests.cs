using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Issues;

public sealed class SocketOfAnEndedSessionTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitors_socket_that_is_authorised_during_the_logout_is_closed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);

        var status = await AuthoriseDuringAsync(
            server, visitor, "/v1/widget", socket.Id, "private-visitor." + visitor.Id, () => visitor.PostAsync("/auth/logout"));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(4009, await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task An_operators_socket_that_is_authorised_while_the_session_is_revoked_is_closed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);

        var status = await AuthoriseDuringAsync(
            server, olga, "/v1/operator", socket.Id, "presence-widget.shop.operators", () => RevokeOperatorsAsync(server));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(4009, await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task An_operators_socket_ends_with_the_session_however_that_ends()
    {
        var time = new SettableWallClock();
        await using var server = await LivecallerServer.StartAtAsync(time);
        var olga = await server.OperatorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(olga, "private-conversation." + await (await server.VisitorAsync()).StartAsync());

        await RevokeOperatorsAsync(server);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(4009, await socket.ReadCloseAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_expires_takes_its_sockets_with_it(bool isOperator)
    {
        var time = new SettableWallClock();
        await using var server = await LivecallerServer.StartAtAsync(time);
        var visitor = await server.VisitorAsync();
        var channel = "private-conversation." + await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(isOperator ? await server.OperatorAsync() : visitor, channel);

        time.Offset = TimeSpan.FromDays(91);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(4009, await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task A_session_that_holds_keeps_its_sockets()
    {
        var time = new SettableWallClock();
        await using var server = await LivecallerServer.StartAtAsync(time);
        var (visitor, other) = (await server.VisitorAsync(), await server.VisitorAsync());
        await using var socket = await PusherSocket.ConnectAsync(server);
        await using var ending = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-visitor." + visitor.Id);
        await ending.SubscribeAsync(other, "private-visitor." + other.Id);

        await using (var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct))
            await db.VisitorSessions.Where(s => s.Id == other.SessionId).ExecuteDeleteAsync(_ct);
        time.Advance(TimeSpan.FromMinutes(1));

        // The other one's end tells that the sessions were looked at.
        Assert.Equal(4009, await ending.ReadCloseAsync());
        var id = await visitor.StartAsync();
        Assert.Equal(id, (await socket.ReadAsync(Protocol.EventNames.ConversationStarted)).GetProperty("id").GetString());
    }

    private async Task<HttpStatusCode> AuthoriseDuringAsync(
        LivecallerServer server, Caller caller, string root, string socketId, string channel, Func<Task> end)
    {
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-LC-Widget", LivecallerServer.Widget);
        client.DefaultRequestHeaders.Authorization = new("Bearer", caller.Token);
        client.DefaultRequestHeaders.ExpectContinue = true;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { socket_id = socketId, channel_name = channel });
        using var content = new HeldContent(body[..5], body[5..]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var call = client.PostAsync($"{root}/broadcasting/auth", content, _ct);
        await content.Begun.WaitAsync(TimeSpan.FromSeconds(30), _ct);

        await end();
        content.Release();
        using var answer = await call;
        return answer.StatusCode;
    }

    private async Task RevokeOperatorsAsync(LivecallerServer server)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        await db.OperatorSessions.ExecuteUpdateAsync(s => s.SetProperty(r => r.RevokedAt, DateTimeOffset.UnixEpoch), _ct);
    }
}

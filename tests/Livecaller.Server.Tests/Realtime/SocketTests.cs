using System.Net;
using System.Text;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Tests.Realtime;

public sealed class SocketTests
{
    [Fact]
    public async Task A_message_is_broadcast_with_its_place_in_the_log_and_is_stored_by_then()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var olga = await server.OperatorAsync();
        await olga.PostAsync($"/conversations/{id}/assign");
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-conversation." + id);

        var sent = await olga.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Hi" });
        var heard = await socket.ReadAsync(EventNames.ConversationMessage);
        var sequence = heard.GetProperty("sequence").GetInt64();
        Assert.Equal(sent.Data.GetProperty("sequence").GetInt64(), sequence);
        Assert.Equal(id, heard.GetProperty("conversation_id").GetString());
        Assert.Equal("operator", heard.GetProperty("sender").GetProperty("type").GetString());
        var stored = await visitor.GetAsync($"/conversations/{id}/events?after={sequence - 1}");
        Assert.Equal(heard.GetProperty("id").GetString(), stored.Data[0].GetProperty("data").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Every_event_is_broadcast_after_it_was_stored()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-conversation." + id);
        // What happened before the subscription may still be on its way: the last of it is passed over.
        await visitor.PostAsync($"/conversations/{id}/typing");
        await socket.ReadAsync(EventNames.ConversationTyping);
        var sends = Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = $"{i}" })));
        for (var sequence = 3; sequence < 23; sequence++)
        {
            Assert.Equal(sequence, (await socket.ReadAsync(EventNames.ConversationMessage)).GetProperty("sequence").GetInt64());
            Assert.True((await visitor.GetAsync($"/conversations/{id}/events?after={sequence - 1}")).Body.GetProperty("last_sequence").GetInt64() >= sequence);
        }
        await sends;
    }

    [Fact]
    public async Task Logout_closes_the_sessions_sockets_and_signs_no_other()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync(Jwt.For("u1"));
        var sameVisitor = await server.VisitorAsync(Jwt.For("u1"));
        var channel = "private-visitor." + visitor.Id;
        await using var socket = await PusherSocket.ConnectAsync(server);
        await using var other = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, channel);
        await other.SubscribeAsync(sameVisitor, channel);

        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync("/auth/logout")).Status);
        Assert.Equal(4009, await socket.ReadCloseAsync());
        await using var again = await PusherSocket.ConnectAsync(server);
        var refused = await visitor.PostAsync("/broadcasting/auth", new { socket_id = again.Id, channel_name = channel });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        var id = await sameVisitor.StartAsync();
        Assert.Equal(id, (await other.ReadAsync(EventNames.ConversationStarted)).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_typed_is_shown_only_where_the_preview_is_on_and_never_stored(bool preview)
    {
        const string Draft = "a draft that nobody has sent";
        await using var server = await LivecallerServer.StartAsync();
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Settings = new() { MessageTypingPreview = preview } }, TestContext.Current.CancellationToken);
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync("words that were sent");
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(await server.OperatorAsync(), "private-conversation." + id);

        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"/conversations/{id}/typing", new { text = Draft })).Status);
        var heard = await socket.ReadAsync(EventNames.ConversationTyping);
        Assert.Equal(preview ? Draft : null, heard.TryGetProperty("text", out var text) ? text.GetString() : null);
        Assert.False(heard.TryGetProperty("sequence", out var sequence) && sequence.ValueKind == System.Text.Json.JsonValueKind.Number);
        Assert.False(IsInFiles(server, Draft));
        Assert.True(IsInFiles(server, "words that were sent"));
    }

    private static bool IsInFiles(LivecallerServer server, string text) =>
        server.Files().Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        });
}

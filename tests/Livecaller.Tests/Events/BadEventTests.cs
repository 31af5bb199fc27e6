using System.Text.Json.Nodes;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace Livecaller.Tests.Events;

public sealed class BadEventTests
{
    private const string Channel = "private-conversation.c1";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "from before");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 1 && chat.Server.Count("/events") == 1, "the list and the log");
        return (chat, socket);
    }

    private static async Task<long> StoredCursorAsync(Chat chat)
    {
        await chat.Client.DisposeAsync();
        var stored = System.Text.Json.JsonElement.Parse((await chat.Store.LoadAsync())!);
        return stored.GetProperty("conversations")[0].GetProperty("cursor").GetInt64();
    }

    [Fact]
    public async Task Event_of_a_kind_from_the_future_is_told_to_nobody_and_passed()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var calls = chat.Server.Count("/events");
        socket.Send("conversation.waved", Channel, chat.Server.Append("c1", "conversation.waved", new() { ["hand"] = "left" }));
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "after"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Equal("after", Assert.Single(chat.Heard, e => e.Raw.ValueKind != default).Raw.GetProperty("content").GetString());
        // It took its place in the order: nothing had to be fetched.
        Assert.Equal(calls, chat.Server.Count("/events"));
        Assert.Equal(4, await StoredCursorAsync(chat));
    }

    [Fact]
    public async Task Sequences_that_go_backwards_are_told_once_and_in_order()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        string[] said = [chat.Server.Say("c1", "3"), chat.Server.Say("c1", "4"), chat.Server.Say("c1", "5")];
        foreach (var one in said.Reverse().Concat(said)) socket.Send("conversation.message", Channel, one);
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "6"));
        await chat.HearsAsync<ConversationMessageReceived>(4);
        Assert.Equal(["3", "4", "5", "6"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
        Assert.Equal(6, await StoredCursorAsync(chat));
    }

    [Theory]
    [InlineData("""{"sequence":-1}""")]
    [InlineData("""{"sequence":0}""")]
    [InlineData("""{"sequence":"3"}""")]
    [InlineData("""{"sequence":3.5}""")]
    [InlineData("""{"sequence":99999999999999999999}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{{{")]
    public async Task Broadcast_without_a_sequence_that_counts_is_passed_over(string data)
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        socket.Send("conversation.message", Channel, data);
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "after"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Equal("after", Assert.Single(chat.HeardOf<ConversationMessageReceived>()).Message.Content);
    }

    [Fact]
    public async Task Hole_that_the_server_cannot_fill_is_reported_and_asked_for_once()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var asked = chat.Server.Count("/events");
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal)
                ? WidgetServer.Answer(System.Net.HttpStatusCode.OK, """{"data":[],"last_sequence":9}""") : null);
        var message = chat.Server.Message("c1", "m9", "behind the hole", "operator");
        message["sequence"] = 9;
        socket.Send("conversation.message", Channel, message.ToJsonString());
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.True(chat.Log.Has(LogLevel.Error, "3 to 8"));
        Assert.Equal(asked + 1, chat.Server.Count("/events"));
    }

    [Fact]
    public async Task Log_with_a_sequence_of_nonsense_neither_loops_nor_ends_the_following()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var page = new JsonObject
        {
            ["data"] = new JsonArray(null, Event(-5), Event(1), Event(2)),
            ["last_sequence"] = 2,
        };
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal)
                ? WidgetServer.Answer(System.Net.HttpStatusCode.OK, page.ToJsonString()) : null);
        socket.Accept(Channel);
        await Wait.UntilAsync(() => chat.Server.Count("/events") == 2, "the log");
        chat.Server.Intercept = null;
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "after"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Single(chat.HeardOf<ConversationMessageReceived>());
    }

    private static JsonObject Event(long sequence) => new()
    {
        ["sequence"] = sequence,
        ["type"] = "conversation.waved",
        ["data"] = new JsonObject(),
        ["created_at"] = "2026-03-01T09:30:00.000Z",
    };
}

using System.Net;
using System.Text.Json.Nodes;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Events;

/// <summary>The events beyond the specification that follow a message or a typist.</summary>
public sealed class ProgressEventsTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, Conversation Conversation, ScriptedSocket Socket)> OpenAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        return (chat, conversation, await chat.ConnectAsync(2));
    }

    private static MessageStatus[] StepsOf(Chat chat) => [.. chat.HeardOf<MessageStatusChanged>().Select(e => e.Status)];

    [Fact]
    public async Task Each_step_of_a_message_is_told_once_and_none_goes_back()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        var sent = await conversation.SendAndSettleAsync(new() { Content = "hi" });
        var sequence = sent.Payload.Sequence;
        Delivered(socket, sequence);
        Delivered(socket, sequence);
        await Wait.UntilAsync(() => conversation.Snapshot.Messages[^1].Status == MessageStatus.Delivered, "the second tick");
        socket.Send("conversation.read", "private-conversation.c1", chat.Server.Append("c1", "conversation.read", new JsonObject { ["reader"] = "operator", ["read_sequence"] = sequence }));
        await Wait.UntilAsync(() => conversation.Snapshot.Messages[^1].Status == MessageStatus.Read, "the reading");
        Delivered(socket, sequence);
        await chat.HearsAsync<MessageStatusChanged>(4);
        Assert.Equal([MessageStatus.Pending, MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Read], StepsOf(chat));
        Assert.All(chat.HeardOf<MessageStatusChanged>(), e => Assert.Equal(sent.Id, e.MessageId));
        Assert.Equal("c1", chat.HeardOf<MessageStatusChanged>()[^1].ConversationId?.Value);
    }

    [Fact]
    public async Task Refusal_is_told_with_its_reason_and_a_retry_begins_anew()
    {
        var (chat, conversation, _) = await OpenAsync();
        await using var __ = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Method == HttpMethod.Post ? WidgetServer.Problem((HttpStatusCode)422, "content: too long") : null);
        var failed = await conversation.SendAndSettleAsync(new() { Content = "long" });
        chat.Server.Intercept = null;
        await conversation.RetryAsync(failed.Id, _ct);
        await conversation.WaitUntilSentAsync(failed.Id, _ct);
        await chat.HearsAsync<MessageStatusChanged>(4);
        Assert.Equal([MessageStatus.Pending, MessageStatus.Failed, MessageStatus.Pending, MessageStatus.Sent], StepsOf(chat));
        Assert.Equal("content: too long", chat.HeardOf<MessageStatusChanged>()[1].Reason);
    }

    [Fact]
    public async Task Reading_tells_of_every_message_before_it_in_order()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        var one = await conversation.SendAndSettleAsync(new() { Content = "one" });
        var two = await conversation.SendAndSettleAsync(new() { Content = "two" });
        await chat.HearsAsync<MessageStatusChanged>(4);
        socket.Send("conversation.read", "private-conversation.c1", chat.Server.Append("c1", "conversation.read", new JsonObject { ["reader"] = "operator", ["read_sequence"] = two.Payload.Sequence }));
        await chat.HearsAsync<MessageStatusChanged>(6);
        Assert.Equal([(one.Id, MessageStatus.Read), (two.Id, MessageStatus.Read)], chat.HeardOf<MessageStatusChanged>()[4..].Select(e => (e.MessageId, e.Status)));
    }

    [Fact]
    public async Task Typing_begins_once_and_stops_with_the_message_or_by_itself()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        Types(socket);
        Types(socket);
        await chat.HearsAsync<TypingChanged>(1);
        Assert.Equal("o1", conversation.Snapshot.Typing?.Id);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "done"));
        await chat.HearsAsync<TypingChanged>(2);
        Types(socket);
        await chat.HearsAsync<TypingChanged>(3);
        chat.Time.Advance(TimeSpan.FromSeconds(6));
        await chat.HearsAsync<TypingChanged>(4);
        Assert.Equal(["o1", null, "o1", null], chat.HeardOf<TypingChanged>().Select(e => e.Sender?.Id));
    }

    [Fact]
    public async Task Own_typing_is_told_at_most_every_three_seconds_and_its_end_always()
    {
        var (chat, conversation, _) = await OpenAsync();
        await using var __ = chat;
        foreach (var text in new[] { "h", "he", "hel" }) await conversation.TypingAsync(text, _ct);
        Assert.Equal(1, chat.Server.Count("/typing"));
        chat.Time.Advance(TimeSpan.FromSeconds(3));
        await Wait.UntilAsync(() => chat.Server.Count("/typing") == 2, "the last change");

        await conversation.TypingAsync("hello", _ct);
        await conversation.SendAndSettleAsync(new() { Content = "hello" });
        chat.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, chat.Server.Count("/typing"));
    }

    private static void Delivered(ScriptedSocket socket, long sequence) => socket.Send(
        "conversation.delivered", "private-conversation.c1", $$"""{"conversation_id":"c1","delivered_sequence":{{sequence}}}""");

    private static void Types(ScriptedSocket socket) => socket.Send(
        "conversation.typing", "private-conversation.c1", """{"conversation_id":"c1","sender":{"type":"operator","id":"o1"}}""");
}

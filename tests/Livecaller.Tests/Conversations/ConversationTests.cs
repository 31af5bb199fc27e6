using System.Net;
using System.Text.Json.Nodes;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Conversations;

public sealed class ConversationTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, Conversation Conversation, ScriptedSocket Socket)> OpenAsync(int messages = 1)
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("anonymous", [.. Enumerable.Range(1, messages).Select(i => $"hello {i}")]);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await Until(conversation, s => s.Phase == ConversationPhase.Ready, "ready");
        return (chat, conversation, socket);
    }

    private static Task Until(Conversation conversation, Func<ConversationSnapshot, bool> holds, string what) =>
        Wait.UntilAsync(() => holds(conversation.Snapshot), what);

    private static string[] Texts(Conversation conversation) => [.. conversation.Snapshot.Messages.Select(m => m.Payload.Content)];

    [Fact]
    public async Task First_message_begins_the_conversation_once_although_its_answer_was_lost()
    {
        await using var chat = await Chat.StartAsync();
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        Assert.Same(conversation, await chat.Client.OpenConversationAsync(_ct));
        Assert.Equal(ConversationPhase.Ready, conversation.Snapshot.Phase);
        Assert.Null(conversation.Snapshot.Info);
        var socket = await chat.ConnectAsync(1);
        string? stored = null;
        chat.Server.Intercept = (r, body) =>
        {
            if (r.Method != HttpMethod.Post || !r.RequestUri!.AbsolutePath.EndsWith("/conversations", StringComparison.Ordinal) || stored is not null)
            {
                return Task.FromResult<HttpResponseMessage?>(null);
            }

            // Stored and broadcast, but the answer never arrives.
            var message = JsonNode.Parse(body)!["message"]!;
            stored = chat.Server.Begin("anonymous");
            chat.Server.Say(stored, message["id"]!.GetValue<string>(), message["content"]!.GetValue<string>(), "visitor");
            socket.Send("conversation.started", "private-visitor.anonymous", chat.Server.Conversation(stored).ToJsonString());
            throw new HttpRequestException("cut");
        };
        var sending = conversation.SendAndSettleAsync(new() { Content = "first" });
        Assert.Equal(MessageStatus.Pending, Assert.Single(conversation.Snapshot.Messages).Status);
        await AdvanceUntilAsync(chat, sending);
        Assert.Equal(MessageStatus.Sent, (await sending).Status);
        await chat.HearsAsync<ConversationWasStarted>(1);
        await Until(conversation, s => s.Messages is [{ Payload.Sequence: 2 }], "one message");
        Assert.Equal(stored, conversation.Snapshot.Info?.Id.Value);
        Assert.Same(conversation, await chat.Client.OpenConversationAsync(_ct));
    }

    [Fact]
    public async Task Message_settles_in_place_when_the_answer_comes_first()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        var sent = await conversation.SendAndSettleAsync(new() { Content = "hi" });
        Assert.Equal((MessageStatus.Sent, 3L), (sent.Status, sent.Payload.Sequence));
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Message("c1", sent.Id.Value, "hi", "visitor").Also(m => m["sequence"] = 3));
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "next"));
        await Until(conversation, s => s.Messages.Count == 3, "next");
        Assert.Equal(["hello 1", "hi", "next"], Texts(conversation));
    }

    [Fact]
    public async Task Message_settles_in_place_when_the_broadcast_comes_first()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        var answer = new TaskCompletionSource();
        chat.Server.Intercept = async (r, body) =>
        {
            if (r.Method != HttpMethod.Post || !r.RequestUri!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal)) return null;
            var id = JsonNode.Parse(body)!["id"]!.GetValue<string>();
            socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", id, "hi", "visitor"));
            await answer.Task;
            return null;
        };
        var sending = conversation.SendAndSettleAsync(new() { Content = "hi" });
        await Until(conversation, s => s.Messages is [_, { Status: MessageStatus.Sent }], "settled");
        Assert.False(sending.IsCompleted);
        answer.SetResult();
        Assert.Equal(3, (await sending).Payload.Sequence);
        Assert.Equal(2, conversation.Snapshot.Messages.Count);
    }

    [Fact]
    public async Task Refused_message_fails_with_the_reason_and_can_be_sent_again_or_discarded()
    {
        var (chat, conversation, _) = await OpenAsync();
        await using var __ = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Method == HttpMethod.Post ? WidgetServer.Problem((HttpStatusCode)422, "content: too long") : null);
        var failed = await conversation.SendAndSettleAsync(new() { Content = "long" });
        var other = await conversation.SendAndSettleAsync(new() { Content = "other" });
        Assert.Equal((MessageStatus.Failed, "content: too long"), (failed.Status, failed.FailureReason));
        conversation.Discard(other.Id);
        chat.Server.Intercept = null;
        await conversation.RetryAsync(failed.Id, _ct);
        await conversation.WaitUntilSentAsync(failed.Id, _ct);
        Assert.Equal((failed.Id, MessageStatus.Sent), (conversation.Snapshot.Messages[^1].Id, conversation.Snapshot.Messages[^1].Status));
        Assert.Equal(["hello 1", "long"], Texts(conversation));
    }

    [Fact]
    public async Task Messages_wait_out_network_trouble_in_order_and_with_the_same_ids()
    {
        var (chat, conversation, _) = await OpenAsync();
        await using var __ = chat;
        var cuts = 0;
        chat.Server.Intercept = (r, _) => r.Method == HttpMethod.Post && Interlocked.Increment(ref cuts) <= 2
            ? throw new HttpRequestException("cut") : Task.FromResult<HttpResponseMessage?>(null);
        var one = conversation.SendAndSettleAsync(new() { Content = "one" });
        var two = conversation.SendAndSettleAsync(new() { Content = "two" });
        await AdvanceUntilAsync(chat, two);
        Assert.Equal(["hello 1", "one", "two"], Texts(conversation));
        Assert.Equal(3, chat.Server.Count((await one).Id.Value));
    }

    [Fact]
    public async Task Server_that_asks_to_wait_is_given_the_time()
    {
        var (chat, conversation, _) = await OpenAsync();
        await using var __ = chat;
        var asked = 0;
        chat.Server.Intercept = (r, _) =>
        {
            if (r.Method != HttpMethod.Post || Interlocked.Increment(ref asked) > 1) return Task.FromResult<HttpResponseMessage?>(null);
            var busy = WidgetServer.Problem(HttpStatusCode.TooManyRequests, "slow down");
            busy.Headers.RetryAfter = new(TimeSpan.FromSeconds(20));
            return Task.FromResult<HttpResponseMessage?>(busy);
        };
        var before = chat.Time.GetUtcNow();
        await AdvanceUntilAsync(chat, conversation.SendAndSettleAsync(new() { Content = "one" }));
        Assert.InRange(chat.Time.GetUtcNow() - before, TimeSpan.FromSeconds(20), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Typing_is_shown_until_it_is_six_seconds_old_and_own_typing_never()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        socket.Send("conversation.typing", "private-conversation.c1", """{"sender":{"type":"visitor","id":"v"},"conversation_id":"c1"}""");
        socket.Send("conversation.typing", "private-conversation.c1", """{"sender":{"type":"operator","id":"o"},"conversation_id":"c1"}""");
        await Until(conversation, s => s.Typing is { Id: "o" }, "typing");
        chat.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(conversation.Snapshot.Typing);
        chat.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(conversation.Snapshot.Typing);
    }

    [Fact]
    public async Task Own_typing_is_told_at_most_every_three_seconds_and_without_the_text()
    {
        var (chat, conversation, _) = await OpenAsync();
        await using var __ = chat;
        for (var i = 0; i < 5; i++) await conversation.TypingAsync("secret", _ct);
        Assert.Equal(1, chat.Server.Count("/typing"));
        chat.Time.Advance(TimeSpan.FromSeconds(3));
        await conversation.TypingAsync("secret", _ct);
        Assert.Equal(2, chat.Server.Count("/typing"));
        Assert.Equal(0, chat.Server.Count("secret"));
    }

    [Fact]
    public async Task Unread_counts_before_and_after_loading_and_is_gone_when_read()
    {
        var (chat, conversation, socket) = await OpenAsync(messages: 3);
        await using var _ = chat;
        Assert.Equal((3, 3), (conversation.Snapshot.UnreadCount, chat.Client.UnreadCount));
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "new"));
        await Until(conversation, s => s.UnreadCount == 4, "one more");
        await conversation.MarkReadAsync(_ct);
        await conversation.MarkReadAsync(_ct);
        Assert.Equal((0, 0), (conversation.Snapshot.UnreadCount, chat.Client.UnreadCount));
        Assert.Equal(1, chat.Server.Count("/read"));
        await Wait.UntilAsync(() => chat.HeardOf<UnreadCountChanged>() is [.., { UnreadCount: 0 }], "that nothing is unread");
    }

    [Fact]
    public async Task History_goes_backwards_page_by_page()
    {
        var (chat, conversation, _) = await OpenAsync(messages: 120);
        await using var __ = chat;
        Assert.Equal((50, true), (conversation.Snapshot.Messages.Count, conversation.Snapshot.HasEarlier));
        var gate = new TaskCompletionSource();
        chat.Server.Intercept = async (_, _) =>
        {
            await gate.Task;
            return null;
        };
        var both = Task.WhenAll(conversation.LoadEarlierAsync(_ct), conversation.LoadEarlierAsync(_ct));
        gate.SetResult();
        await both;
        Assert.Equal((100, true), (conversation.Snapshot.Messages.Count, conversation.Snapshot.HasEarlier));
        await conversation.LoadEarlierAsync(_ct);
        Assert.Equal((120, false), (conversation.Snapshot.Messages.Count, conversation.Snapshot.HasEarlier));
        Assert.Equal("hello 1", conversation.Snapshot.Messages[0].Payload.Content);
    }

    [Fact]
    public async Task Edits_reads_and_the_end_are_shown()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        var own = await conversation.SendAndSettleAsync(new() { Content = "hi" });
        var edited = chat.Server.Message("c1", own.Id.Value, "hi, edited", "visitor");
        edited["message_sequence"] = own.Payload.Sequence;
        edited["edited_at"] = "2026-03-01T10:00:00.000Z";
        socket.Send("conversation.message_updated", "private-conversation.c1", chat.Server.Append("c1", "conversation.message_updated", edited));
        socket.Send("conversation.read", "private-conversation.c1", chat.Server.Append("c1", "conversation.read", new() { ["reader"] = "operator", ["read_sequence"] = 3 }));
        socket.Send("conversation.closed", "private-conversation.c1", chat.Server.CloseConversation("c1"));
        await Until(conversation, s => s is { Info.IsOpen: false, Messages: [.., { Status: MessageStatus.Read }] }, "closed");
        var shown = conversation.Snapshot.Messages[^1];
        Assert.Equal(("hi, edited", MessageStatus.Read, 3L), (shown.Payload.Content, shown.Status, shown.Payload.Sequence));
        Assert.NotSame(conversation, await chat.Client.OpenConversationAsync(_ct));
    }

    [Fact]
    public async Task Subscription_goes_on_from_its_snapshot_and_survives_a_throwing_subscriber()
    {
        var (chat, conversation, socket) = await OpenAsync();
        await using var _ = chat;
        var seen = 0;
        using var bad = conversation.Subscribe(_ => throw new InvalidOperationException());
        using var good = conversation.Subscribe(s => Volatile.Write(ref seen, s.Messages.Count));
        Assert.Single(good.Snapshot.Messages);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "two", "visitor"));
        await Wait.UntilAsync(() => Volatile.Read(ref seen) == 2, "the message of another tab");
    }

    [Fact]
    public async Task Empty_message_and_impossible_rating_are_refused_here()
    {
        await using var chat = await Chat.StartAsync();
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        await Assert.ThrowsAsync<ArgumentException>(() => conversation.SendAndSettleAsync(new() { Content = " " }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => conversation.RateAsync(6, null, _ct));
    }

    private static async Task AdvanceUntilAsync(Chat chat, Task done) => await Wait.UntilAsync(
        () =>
        {
            if (!done.IsCompleted) chat.Time.Advance(TimeSpan.FromMilliseconds(10));
            return done.IsCompleted;
        },
        "the sending");
}

internal static class JsonObjectExtensions
{
    public static string Also(this JsonObject json, Action<JsonObject> change)
    {
        change(json);
        return json.ToJsonString();
    }
}

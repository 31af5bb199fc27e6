using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Background;

/// <summary>A new place in the queue is announced beside the log: it must show, and move no cursor.</summary>
public sealed class QueuePositionTests
{
    private const string Channel = "private-conversation.c1";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, Conversation Conversation, ScriptedSocket Socket)> WaitingAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.BeginWaiting("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        return (chat, conversation, await chat.ConnectAsync(2));
    }

    [Fact]
    public async Task An_announced_place_is_shown_and_neither_fetches_nor_moves_the_cursor()
    {
        var (chat, conversation, socket) = await WaitingAsync();
        await using var _ = chat;
        await Wait.UntilAsync(() => chat.Server.Count("/events") == 1, "the log");

        // Behind, at and ahead of what the client knows of the log.
        foreach (var (position, last) in ((int, int)[])[(5, 1), (4, 2), (3, 9)])
        {
            socket.Send("conversation.updated", Channel, Announced(chat, position, last));
            await Wait.UntilAsync(() => conversation.Snapshot.Info?.QueuePosition == position, $"place {position}");
        }
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "next", "bot"));
        await chat.HearsAsync<ConversationMessageReceived>(1);

        Assert.Equal(1, chat.Server.Count("/events"));
        Assert.Equal(3, conversation.Snapshot.Info?.LastSequence);
        Assert.Equal(3, conversation.Snapshot.Info?.QueuePosition);
        await chat.Client.DisposeAsync();
        var stored = System.Text.Json.JsonElement.Parse((await chat.Store.LoadAsync(_ct))!);
        Assert.Equal(3, stored.GetProperty("conversations")[0].GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task A_place_that_comes_after_the_conversation_was_taken_or_closed_changes_nothing()
    {
        var (chat, conversation, socket) = await WaitingAsync();
        await using var _ = chat;
        socket.Send("conversation.updated", Channel, chat.Server.Take("c1"));
        await Wait.UntilAsync(() => conversation.Snapshot.Info?.Status == ConversationStatus.Active, "the operator");

        socket.Send("conversation.updated", Channel, Announced(chat, 2, 2));
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "next", "bot"));
        await chat.HearsAsync<ConversationMessageReceived>(1);

        Assert.Equal((ConversationStatus.Active, null), (conversation.Snapshot.Info!.Status, conversation.Snapshot.Info.QueuePosition));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"queue_position":2}""")]
    [InlineData("""{"id":"c1","queue_position":"second"}""")]
    [InlineData("""{"sequence":"3","id":"c1"}""")]
    [InlineData("[]")]
    public async Task An_update_without_a_sequence_that_cannot_be_read_is_passed_over(string data)
    {
        var (chat, conversation, socket) = await WaitingAsync();
        await using var _ = chat;

        socket.Send("conversation.updated", Channel, data);
        socket.Send("conversation.message", Channel, chat.Server.Say("c1", "next", "bot"));
        await chat.HearsAsync<ConversationMessageReceived>(1);

        Assert.Equal(1, conversation.Snapshot.Info?.QueuePosition);
    }

    private static string Announced(Chat chat, int position, int lastSequence)
    {
        var payload = chat.Server.Conversation("c1");
        payload["queue_position"] = position;
        payload["last_sequence"] = lastSequence;
        payload["conversation_id"] = "c1";
        return payload.ToJsonString();
    }
}

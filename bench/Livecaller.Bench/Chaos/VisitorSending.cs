using System.Collections.Concurrent;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>How a visitor's messages are sent and followed: the one place that knows what ends the SDK's tasks.</summary>
/// <param name="outgoing">What is sent.</param>
internal sealed class VisitorSending(Direction outgoing)
{
    private readonly ConcurrentDictionary<MessageId, bool> _open = [];
    private readonly TaskCompletionSource<ConversationId> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The conversation, once the first message is stored.</summary>
    public Task<ConversationId> Begun => _begun.Task;

    /// <summary>What the server refused, which it has no reason to.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    /// <summary>Sends the next message; it is in the outbox then, and goes its own way.</summary>
    public async Task PostAsync(Conversation conversation)
    {
        var message = await conversation.SendAsync(new() { Content = outgoing.Next() });
        _open[message.Id] = true;
        _ = FollowAsync(conversation, message.Id);
    }

    /// <summary>Another client goes on with what the last one left in the outbox.</summary>
    public void GoOn(Conversation conversation)
    {
        foreach (var id in _open.Keys) _ = FollowAsync(conversation, id);
    }

    private async Task FollowAsync(Conversation conversation, MessageId id)
    {
        try
        {
            var message = await conversation.WaitUntilSentAsync(id);
            if (message.FailureReason is { } reason) Refusals.Enqueue($"{message.Payload.Content}: {reason}");
            Stored(id, conversation);
        }
        catch (ArgumentException)
        {
            // It was stored, and is nobody's concern any more.
            Stored(id, conversation);
        }
        catch (OperationCanceledException)
        {
            // The client is gone; the next one goes on.
        }
    }

    private void Stored(MessageId id, Conversation conversation)
    {
        if (!_open.TryRemove(id, out _)) return;
        outgoing.Acknowledge();
        if (conversation.Snapshot.Info is { } info) _begun.TrySetResult(info.Id);
    }
}

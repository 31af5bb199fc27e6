using System.Collections.Concurrent;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>Sends a visitor's messages and follows their status. Handles the exceptions that end the SDK's tasks.</summary>
/// <param name="outgoing">Records the sent messages.</param>
internal sealed class VisitorSending(Direction outgoing)
{
    private readonly ConcurrentDictionary<MessageId, bool> _open = [];
    private readonly TaskCompletionSource<ConversationId> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The conversation, or null until the first message is stored.</summary>
    public Task<ConversationId> Begun => _begun.Task;

    /// <summary>The messages that the server rejected unexpectedly.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    /// <summary>Sends the next message. It's in the outbox when the method returns.</summary>
    public async Task PostAsync(Conversation conversation)
    {
        var message = await conversation.SendAsync(new() { Content = outgoing.Next() });
        _open[message.Id] = true;
        _ = FollowAsync(conversation, message.Id);
    }

    /// <summary>Follows the messages that the previous client left in the outbox.</summary>
    public void Resume(Conversation conversation)
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
            // The message was stored and isn't tracked any more.
            Stored(id, conversation);
        }
        catch (OperationCanceledException)
        {
            // The client was disposed. The next one continues.
        }
    }

    private void Stored(MessageId id, Conversation conversation)
    {
        if (!_open.TryRemove(id, out _)) return;
        outgoing.Acknowledge();
        if (conversation.Snapshot.Info is { } info) _begun.TrySetResult(info.Id);
    }
}

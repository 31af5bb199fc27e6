using Livecaller.Conversations;

namespace Livecaller.Bench.Chaos;

/// <summary>How a visitor's messages are sent and waited for: the one place that knows what ends the SDK's task.</summary>
/// <param name="outgoing">What is sent.</param>
/// <param name="signInAsync">Signs the visitor in again.</param>
internal sealed class VisitorSending(Direction outgoing, Func<Task> signInAsync)
{
    private readonly List<Task<ConversationMessage>> _posted = [];

    /// <summary>Sends the next message, and waits for nothing.</summary>
    public void Post(Conversation conversation) => _posted.Add(conversation.SendAsync(new() { Content = outgoing.Next() }));

    /// <summary>Waits until everything posted is stored. What a revoked session refused is sent again, in its order.</summary>
    public async Task SettleAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        List<ConversationMessage> refused = [];
        foreach (var task in _posted)
        {
            var message = await task.WaitAsync(cancellationToken);
            if (message.Status == MessageStatus.Failed) refused.Add(message);
            else outgoing.Acknowledge();
        }

        _posted.Clear();
        foreach (var message in refused)
        {
            while (StatusOf(conversation, message) == MessageStatus.Failed)
            {
                await signInAsync();
                await conversation.RetryAsync(message.Id, cancellationToken);
            }

            outgoing.Acknowledge();
        }
    }

    private static MessageStatus? StatusOf(Conversation conversation, ConversationMessage message) =>
        conversation.Snapshot.Messages.FirstOrDefault(m => m.Id == message.Id)?.Status;
}

using Livecaller.Protocol;

namespace Livecaller.Conversations;

/// <summary>A message on its way, and who waits for it.</summary>
internal sealed class OutboxEntry
{
    private readonly TaskCompletionSource<ConversationMessage> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutboxEntry(MessageId id, OutgoingMessage message)
    {
        Id = id;
        Message = message;
        Request = new()
        {
            Id = id,
            Content = message.Content,
            ReplyTo = message.ReplyTo,
            Attachments = message.Attachments.Count == 0 ? null : [.. message.Attachments.Select(a => a.Id)],
        };
    }

    public MessageId Id { get; }
    public OutgoingMessage Message { get; }
    public SendMessageRequest Request { get; }
    public Task<ConversationMessage> Done => _done.Task;

    public void Complete(ConversationMessage message) => _done.TrySetResult(message);

    public void Cancel() => _done.TrySetCanceled();
}

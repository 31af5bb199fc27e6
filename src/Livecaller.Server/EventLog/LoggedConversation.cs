namespace Livecaller.Server.EventLog;

// What the log needs to know of a conversation.
internal sealed record LoggedConversation
{
    public required string Id { get; init; }
    public required string WidgetId { get; init; }
    public required string VisitorId { get; init; }
    public required ConversationStatus Status { get; init; }
    public required long LastSequence { get; init; }
    public required long VisitorRead { get; init; }
    public required long OperatorRead { get; init; }
    public required long OperatorDelivered { get; init; }
    public required bool IsSnoozed { get; init; }
}

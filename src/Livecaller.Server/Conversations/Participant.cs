using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Conversations;

// Who acts in a conversation.
internal sealed record Participant(MessageSender Sender, string? WidgetId)
{
    /// <summary>The server itself.</summary>
    public static Participant System { get; } = new(new MessageSender { Type = ParticipantType.System, Id = "system" }, null);

    public ParticipantType Type => Sender.Type;

    public string Id => Sender.Id;

    public static Participant Of(VisitorRow visitor) =>
        new(new MessageSender { Type = ParticipantType.Visitor, Id = visitor.Id, Name = visitor.Name }, visitor.WidgetId);

    public static Participant Of(LivecallerOperator account) =>
        new(new MessageSender
        {
            Type = ParticipantType.Operator,
            Id = account.Id.ToString(),
            Name = account.DisplayName,
            AvatarUrl = account.AvatarUrl,
        }, null);

    /// <summary>Operators see every conversation, a visitor only its own.</summary>
    public IQueryable<ConversationRow> Visible(IQueryable<ConversationRow> rows) =>
        Type == ParticipantType.Operator ? rows : rows.Where(c => c.VisitorId == Id && c.WidgetId == WidgetId);

    /// <inheritdoc cref="Visible"/>
    public bool CanSee(LoggedConversation conversation) =>
        Type == ParticipantType.Operator || (conversation.VisitorId == Id && conversation.WidgetId == WidgetId);
}

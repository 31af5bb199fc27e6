using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Welcome;

/// <summary>A conversation in one line: who, when, its last words, and what is unread.</summary>
public sealed partial class ConversationCard : ChatPart
{
    /// <summary>The conversation.</summary>
    [Parameter, EditorRequired]
    public ConversationPayload Conversation { get; set; } = null!;

    /// <summary>The visitor opens it.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnOpen { get; set; }

    /// <summary>Further attributes of the button.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private DateTimeOffset At => Conversation.LastWords?.CreatedAt ?? Conversation.ClosedAt ?? Conversation.CreatedAt;

    private int Unread => Conversation.UnreadCount;
}

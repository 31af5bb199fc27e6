using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Welcome;

/// <summary>The way back to the conversation before.</summary>
public sealed partial class EarlierLink : ChatPart
{
    /// <summary>The conversation before.</summary>
    [Parameter, EditorRequired]
    public ConversationPayload Conversation { get; set; } = null!;

    /// <summary>The visitor reads it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ConversationPayload> OnRead { get; set; }
}

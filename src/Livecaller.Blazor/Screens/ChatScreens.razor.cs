using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Screens;

/// <summary>The screen that stands in front of the conversation.</summary>
public sealed partial class ChatScreens : ChatPart
{
    /// <summary>Which one; null for none.</summary>
    [Parameter]
    public ChatScreen? Screen { get; set; }

    /// <summary>The earlier conversation that is read at once; null for the list.</summary>
    [Parameter]
    public ConversationPayload? Read { get; set; }

    /// <summary>The visitor goes back to the conversation.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnBack { get; set; }
}

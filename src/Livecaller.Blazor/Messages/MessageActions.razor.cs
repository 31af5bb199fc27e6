using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Messages;

/// <summary>What can be done with a message. The browser's side copies, and closes the menu as it closes the others of the chat.</summary>
public sealed partial class MessageActions : ComponentBase
{
    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public TimelineRow Row { get; set; } = null!;

    /// <summary>The list that contains it.</summary>
    [Parameter, EditorRequired]
    public MessageList List { get; set; } = null!;

    private ChatTexts Texts => List.Chat.Texts;

    private bool HasMenu => Row.Source.HasMenu;

    private bool CanCopy => Row.Message.Payload.Content.Length > 0;
}

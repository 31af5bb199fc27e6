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

    private string? Saved => Row.Message.Payload.Attachments is [var file] ? List.Chat.Resolve(file.Url) : null;

    private int Entries => (Row.CanReply ? 1 : 0) + (CanCopy ? 1 : 0) + (Saved is null ? 0 : 1);
}

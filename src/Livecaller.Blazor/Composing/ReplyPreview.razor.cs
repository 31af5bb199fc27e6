using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Composing;

/// <summary>The message that is about to be answered.</summary>
public sealed partial class ReplyPreview : ChatPart
{
    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ConversationMessage Message { get; set; } = null!;

    /// <summary>The visitor does not want to answer it after all.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }
}

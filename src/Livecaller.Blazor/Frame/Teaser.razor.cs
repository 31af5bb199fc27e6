using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Frame;

/// <summary>The newest unread message next to the launcher: its sender and its beginning.</summary>
public sealed partial class Teaser : ComponentBase
{
    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public MessagePayload Message { get; set; } = null!;

    /// <summary>Raised when the visitor opens it.</summary>
    [Parameter]
    public EventCallback OnOpen { get; set; }

    /// <summary>Raised when the visitor dismisses it.</summary>
    [Parameter]
    public EventCallback OnDismiss { get; set; }

    [CascadingParameter]
    internal ChatTexts Texts { get; set; } = new(null);

    private TeaserContent Content => TeaserContent.Of(Message, Texts);
}

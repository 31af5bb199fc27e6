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

    private string Name => SafeText.Name(Message.Sender.Name) is { Length: > 0 } name ? name : Texts[TextKeys.Support];

    // A message of files alone has no words of its own.
    private string Line
    {
        get
        {
            var text = SafeText.Body(Message.Content).AsSpan().Trim();
            var end = text.IndexOfAny('\r', '\n');
            if (end >= 0) text = text[..end];
            return text.IsEmpty ? Texts[TextKeys.Attachment] : text.Length > 200 ? string.Concat(text[..200], "…") : text.ToString();
        }
    }
}

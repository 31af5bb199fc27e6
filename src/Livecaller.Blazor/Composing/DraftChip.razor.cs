using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Composing;

/// <summary>A chosen file: a preview or its name, or why it can't be sent.</summary>
public sealed partial class DraftChip : ChatPart
{
    /// <summary>The name, fit to be shown.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    [Parameter, EditorRequired]
    public long Size { get; set; }

    /// <summary>The URL of the preview; null if it isn't an image.</summary>
    [Parameter]
    public string? Preview { get; set; }

    /// <summary>Why it cannot be sent; null when it can.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>The visitor takes it away.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }
}

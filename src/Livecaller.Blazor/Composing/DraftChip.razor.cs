using Livecaller.Blazor.Chat;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Composing;

/// <summary>A chosen file: a small picture or its name, or why it cannot be sent.</summary>
public sealed partial class DraftChip : ChatPart
{
    /// <summary>The name, fit to be shown.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    [Parameter, EditorRequired]
    public long Size { get; set; }

    /// <summary>Where the page shows it; null for what is no picture.</summary>
    [Parameter]
    public string? Preview { get; set; }

    /// <summary>Why it cannot be sent; null when it can.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>The visitor takes it away.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }
}

using System.Globalization;
using Livecaller.Blazor.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Composing;

/// <summary>A picked file: how far its upload got, or why it cannot be sent.</summary>
public sealed partial class UploadChip : ChatPart
{
    /// <summary>The file's name, fit to be shown.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The file's size in bytes.</summary>
    [Parameter, EditorRequired]
    public long Size { get; set; }

    /// <summary>The uploaded part, 0 to 1.</summary>
    [Parameter]
    public double Progress { get; set; }

    /// <summary>Why it cannot be sent; null when it can.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>The visitor takes it away.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }

    private string Value => Math.Clamp(Progress, 0, 1).ToString("0.###", CultureInfo.InvariantCulture);

    private string Kind => FileText.Extension(Name) is { Length: > 0 and <= 5 } extension ? extension.ToUpperInvariant() : "···";
}

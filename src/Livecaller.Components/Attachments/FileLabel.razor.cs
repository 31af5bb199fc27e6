using Microsoft.AspNetCore.Components;

namespace Livecaller.Components.Attachments;

/// <summary>A file's kind, name and size. A long name is cut in its middle: the extension, which says what it is, always stands there.</summary>
public sealed partial class FileLabel : Part
{
    private const int MaxExtensionLength = 8;

    /// <summary>The name, fit to be shown.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    [Parameter, EditorRequired]
    public long Size { get; set; }

    /// <summary>What stands under the name: how far the upload got.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Extension => FileText.Extension(Name);

    private string Stem => Extension.Length is > 0 and <= MaxExtensionLength ? Name[..^(Extension.Length + 1)] : Name;

    private string Kind => Extension is { Length: > 0 and <= 5 } extension ? extension.ToUpperInvariant() : "···";
}

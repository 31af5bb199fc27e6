namespace Livecaller.Components.Attachments;

/// <summary>The type, name and size of a file. A long name is shortened in the middle so that its extension is always visible.</summary>
public sealed partial class FileLabel : Part
{
    private const int MaxExtensionLength = 8;

    /// <summary>The name, fit to be shown.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    [Parameter, EditorRequired]
    public long Size { get; set; }

    /// <summary>The content below the name, such as the upload progress.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Extension => FileText.Extension(Name);

    private string Stem => Extension.Length is > 0 and <= MaxExtensionLength ? Name[..^(Extension.Length + 1)] : Name;

    private string Kind => Extension is { Length: > 0 and <= 5 } extension ? extension.ToUpperInvariant() : "···";
}

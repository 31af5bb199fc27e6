using System.Globalization;

namespace Livecaller.Components.Attachments;

/// <summary>The progress of an upload, and the button that cancels it.</summary>
public sealed partial class UploadBar : Part
{
    /// <summary>The file's name, fit to be shown.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The part that the server has, 0 to 1.</summary>
    [Parameter, EditorRequired]
    public double Progress { get; set; }

    /// <summary>The visitor takes it back.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    private string Value => Progress.ToString("0.###", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Livecaller.Components.Attachments;

/// <summary>An image that reserves its space before it has loaded. If it can't be displayed, it's shown as a file.</summary>
public sealed partial class ImageView : FilePart
{
    private const int ShownWidth = 260;
    private const int Tallest = 320;
    private const int Lowest = 96;

    private string? _broken;

    /// <summary>Whether it is one of several and cropped to a square.</summary>
    [Parameter]
    public bool IsTile { get; set; }

    /// <summary>How many more images this one stands for.</summary>
    [Parameter]
    public int More { get; set; }

    private int? Width => HasSize ? ShownWidth : null;

    // Very high and very wide images are cut off: the viewer shows all of them.
    private int? Height => HasSize ? (int)Math.Clamp(ShownWidth * (double)File.Height!.Value / File.Width!.Value, Lowest, Tallest) : null;

    // An icon isn't enlarged.
    private bool IsSmall => File is { Width: > 0 and < ShownWidth / 2, Height: > 0 and < ShownWidth / 2 };

    private bool HasSize => !IsTile && File is { Width: > 0, Height: > 0 };

    private string Percent => Math.Round(100 * File.Progress!.Value).ToString(CultureInfo.InvariantCulture);

    private void Open() => Context.Viewer.Show(File.Stored!.Id);
}

using System.Globalization;

namespace Livecaller.Components.Attachments;

/// <summary>An image that reserves its space before it has loaded. If it can't be displayed, it's shown as a file.</summary>
public sealed partial class ImageView : FilePart
{
    private const int Widest = 260;
    private const int Tallest = 320;

    private string? _broken;

    /// <summary>Whether it is one of several and cropped to a square.</summary>
    [Parameter]
    public bool IsTile { get; set; }

    private double Scale => Math.Min(1.0, Math.Min(Widest / (double)File.Width!, Tallest / (double)File.Height!));

    private int? Width => HasSize ? Math.Max(1, (int)(File.Width!.Value * Scale)) : null;

    private int? Height => HasSize ? Math.Max(1, (int)(File.Height!.Value * Scale)) : null;

    private bool HasSize => !IsTile && File is { Width: > 0, Height: > 0 };

    private string Percent => Math.Round(100 * File.Progress!.Value).ToString(CultureInfo.InvariantCulture);

    private void Open() => Context.Viewer.Show(File.Stored!.Id);
}

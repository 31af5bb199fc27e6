namespace Livecaller.Server.Images;

/// <summary>What is known of an image without decoding it.</summary>
/// <param name="Width">The width of its pixels as they are stored.</param>
/// <param name="Height">The height of its pixels as they are stored.</param>
/// <param name="Orientation">How it must be rotated for display, 1 to 8 as in EXIF; 1 for not at all.</param>
internal sealed record ImageFacts(int Width, int Height, int Orientation)
{
    /// <summary>The number of scans for which a thumbnail is created. Progressive images have about ten, and a decoder goes over all pixels for each.</summary>
    public const int MaxScans = 100;

    /// <summary>How many times a decoder goes over the pixels.</summary>
    public int Scans { get; init; } = 1;

    public long Pixels => (long)Width * Height;

    /// <summary>Its size when displayed.</summary>
    public (int Width, int Height) Seen => Orientation >= 5 ? (Height, Width) : (Width, Height);
}

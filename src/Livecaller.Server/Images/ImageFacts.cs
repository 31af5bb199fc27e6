namespace Livecaller.Server.Images;

/// <summary>What is known of a picture without decoding it.</summary>
/// <param name="Width">The width of its pixels as they are stored.</param>
/// <param name="Height">The height of its pixels as they are stored.</param>
/// <param name="Orientation">How it is to be turned to be seen, 1 to 8 as EXIF has it; 1 is as it is.</param>
internal sealed record ImageFacts(int Width, int Height, int Orientation)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Its size as it is seen.</summary>
    public (int Width, int Height) Seen => Orientation >= 5 ? (Height, Width) : (Width, Height);
}

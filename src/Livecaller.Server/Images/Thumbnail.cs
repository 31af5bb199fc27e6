using SkiaSharp;

namespace Livecaller.Server.Images;

/// <summary>Creates thumbnails. The caller has checked the size of the image.</summary>
internal static class Thumbnail
{
    public const int MaxSide = 640;
    public const string MimeType = "image/webp";
    private const int Quality = 80;

    /// <summary>The thumbnail, rotated for display; null when the file cannot be decoded completely.</summary>
    public static byte[]? Paint(string path, ImageFacts facts)
    {
        using var file = PngDecoderStream.Open(File.OpenRead(path));
        using var codec = SKCodec.Create(file);
        // The decoder must see the size that was checked.
        if (codec is null || (codec.Info.Width, codec.Info.Height) != (facts.Width, facts.Height)) return null;
        using var decoded = ImageDecoder.Decode(codec, MaxSide);
        if (decoded is null) return null;
        // Otherwise its pixels would be copied.
        decoded.SetImmutable();
        using var image = SKImage.FromBitmap(decoded);

        var scale = Math.Min(1, MaxSide / (double)Math.Max(facts.Width, facts.Height));
        var (width, height) = (Scaled(facts.Width), Scaled(facts.Height));
        var seen = facts with { Width = width, Height = height };
        // Without a color space no profile is written: the pixels are sRGB, which is the default of images without one.
        using var painted = new SKBitmap(new SKImageInfo(seen.Seen.Width, seen.Seen.Height, SKColorType.Rgba8888, decoded.AlphaType));
        using (var canvas = new SKCanvas(painted))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.SetMatrix(Turn(facts.Orientation, width, height));
            canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        using var encoded = painted.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded?.ToArray();

        int Scaled(int side) => Math.Max(1, (int)Math.Round(side * scale));
    }

    // Where each pixel of a picture of this size goes: x' = a x + b y + c, y' = d x + e y + f.
    private static SKMatrix Turn(int orientation, float width, float height) => orientation switch
    {
        2 => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        3 => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        4 => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        5 => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        6 => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        7 => new(0, -1, height, -1, 0, width, 0, 0, 1),
        8 => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}

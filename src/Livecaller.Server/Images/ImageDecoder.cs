using SkiaSharp;

namespace Livecaller.Server.Images;

// Decodes an image no larger than needed, if its format allows that.
internal static class ImageDecoder
{
    /// <summary>The image, with its longer side at least as long as requested if it has that many pixels; null when pixels are missing.</summary>
    public static SKBitmap? Decode(SKCodec codec, int side)
    {
        var longest = Math.Max(codec.Info.Width, codec.Info.Height);
        // JPEG can be decoded at eighths, WebP at any size; other formats at their own size only.
        var scale = Math.Min(1, Math.Ceiling(8.0 * side / longest) / 8);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888,
            codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb())
            .WithSize(codec.GetScaledDimensions((float)scale));
        var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(info) || codec.GetPixels(info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            bitmap.Dispose();
            return null;
        }
        var factor = Math.Min(Math.Max(info.Width, info.Height) / side, Math.Min(info.Width, info.Height));
        if (factor < 2) return bitmap;
        using (bitmap) return Shrink(bitmap, factor);
    }

    // The mean of so many pixels in either direction. A mipmap would look the same, and use a third more memory.
    private static SKBitmap Shrink(SKBitmap whole, int factor)
    {
        var small = new SKBitmap(whole.Info.WithSize(whole.Width / factor, whole.Height / factor));
        var sums = new int[small.Width * 4];
        for (var y = 0; y < small.Height * factor; y++)
        {
            Add(whole.GetPixelSpan()[(y * whole.RowBytes)..], sums, factor);
            if (y % factor == factor - 1) Settle(sums, small.GetPixelSpan()[(y / factor * small.RowBytes)..], factor * factor);
        }
        return small;
    }

    private static void Add(ReadOnlySpan<byte> row, Span<int> sums, int factor)
    {
        for (var x = 0; x < sums.Length / 4; x++)
        {
            var sum = sums.Slice(x * 4, 4);
            var pixels = row.Slice(x * factor * 4, factor * 4);
            for (var i = 0; i < pixels.Length; i += 4)
            {
                sum[0] += pixels[i];
                sum[1] += pixels[i + 1];
                sum[2] += pixels[i + 2];
                sum[3] += pixels[i + 3];
            }
        }
    }

    private static void Settle(Span<int> sums, Span<byte> pixels, int count)
    {
        for (var i = 0; i < sums.Length; i++) pixels[i] = (byte)(sums[i] / count);
        sums.Clear();
    }
}

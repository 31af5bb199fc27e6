using SkiaSharp;

namespace Livecaller.Server.Pictures;

// Decodes a picture no larger than needed, where its kind lets it.
internal static class PictureDecoder
{
    /// <summary>The picture with its longer side at least as long as asked for, if it has that many pixels; null when some of them are missing.</summary>
    public static SKBitmap? Decode(SKCodec codec, int side)
    {
        var whole = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888,
            codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        var factor = Math.Max(whole.Width, whole.Height) / side;
        if (factor > 1 && codec.EncodedFormat == SKEncodedImageFormat.Png && codec.StartScanlineDecode(whole) == SKCodecResult.Success)
            return ByRows(codec, whole, Math.Min(factor, Math.Min(whole.Width, whole.Height)));

        // JPEG can be decoded at eighths, WebP at any size; the others are as they are.
        var scale = Math.Min(1, Math.Ceiling(8.0 * side / Math.Max(whole.Width, whole.Height)) / 8);
        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(whole.WithSize(codec.GetScaledDimensions((float)scale)))
            && codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        return null;
    }

    // Holds one row, and the means of as many of them as become one.
    private static SKBitmap? ByRows(SKCodec codec, SKImageInfo whole, int factor)
    {
        using var row = new SKBitmap(whole.WithSize(whole.Width, 1));
        var small = new SKBitmap(whole.WithSize(whole.Width / factor, whole.Height / factor));
        var sums = new int[small.Width * 4];
        for (var y = 0; y < whole.Height; y++)
        {
            if (codec.GetScanlines(row.GetPixels(), 1, row.RowBytes) != 1)
            {
                small.Dispose();
                return null;
            }
            if (y / factor >= small.Height) continue;
            Add(row.GetPixelSpan(), sums, factor);
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

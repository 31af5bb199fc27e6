namespace Livecaller.Server.Images;

/// <summary>Takes out of a picture what does not belong to its looks, without touching its pixels or its length. See decision 0009.</summary>
internal static class ImageMetadata
{
    public static bool Knows(string mimeType) => mimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>Blanks the metadata. Doing it twice changes nothing.</summary>
    /// <param name="mimeType">One that is known.</param>
    /// <param name="stream">The whole file; can be read, written and sought in.</param>
    /// <returns>What is known of the picture then; null when its size cannot be read, which means that nobody can show it.</returns>
    public static ImageFacts? Blank(string mimeType, Stream stream)
    {
        var file = new ImageFile(stream);
        var facts = mimeType switch
        {
            "image/png" => PngMetadata.Blank(file),
            "image/jpeg" => JpegMetadata.Blank(file),
            "image/gif" => GifMetadata.Blank(file),
            _ => WebpMetadata.Blank(file),
        };
        return facts is { Width: > 0, Height: > 0 } ? facts : null;
    }
}

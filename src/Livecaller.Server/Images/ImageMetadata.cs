namespace Livecaller.Server.Images;

/// <summary>Removes everything from an image that does not affect its appearance, without changing its pixels or its length. See decision 0009.</summary>
internal static class ImageMetadata
{
    public static bool Knows(string mimeType) => mimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>Overwrites the metadata. A second call changes nothing.</summary>
    /// <param name="mimeType">A type that <c>Knows</c> accepts.</param>
    /// <param name="stream">The whole file; can be read, written and sought in.</param>
    /// <param name="budget">Limits the work.</param>
    /// <returns>What is known of the image; null when its size cannot be read, so that nothing can display it.</returns>
    /// <exception cref="ImageRefusedException">The budget was exceeded: the file is not to be kept.</exception>
    public static ImageFacts? Blank(string mimeType, Stream stream, ImageBudget budget)
    {
        var file = new ImageFile(stream, budget);
        var facts = mimeType switch
        {
            "image/png" => PngMetadata.Blank(file),
            "image/jpeg" => JpegMetadata.Blank(file),
            "image/gif" => GifMetadata.Blank(file),
            _ => WebpMetadata.Blank(file),
        };
        file.Save();
        return facts is { Width: > 0, Height: > 0 } ? facts : null;
    }
}

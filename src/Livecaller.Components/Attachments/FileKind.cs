namespace Livecaller.Components.Attachments;

/// <summary>How a file is shown.</summary>
internal static class FileKind
{
    /// <summary>Whether it is shown as a picture. SVG is not: it is a document that may carry scripts.</summary>
    public static bool IsPicture(string mimeType) =>
        mimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif";

    /// <summary>Whether it is played in its place.</summary>
    public static bool IsSound(string mimeType) => mimeType.StartsWith("audio/", StringComparison.Ordinal);
}

namespace Livecaller.Components.Attachments;

/// <summary>Decides how a file is displayed.</summary>
internal static class FileKind
{
    /// <summary>Whether it is displayed as an image. SVG isn't, because it can contain scripts.</summary>
    public static bool IsImage(string mimeType) =>
        mimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif";

    /// <summary>Whether it is played in its place.</summary>
    public static bool IsSound(string mimeType) => mimeType.StartsWith("audio/", StringComparison.Ordinal);
}

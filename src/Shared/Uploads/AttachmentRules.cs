using System.Diagnostics.CodeAnalysis;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Which files are accepted, and how they are named.</summary>
internal static class AttachmentRules
{
    /// <summary>The number of bytes at the start of a file that identify its kind.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>As many bytes as the mark of any kind needs.</summary>
    public const int MarkBytes = 32;

    /// <summary>The default maximum number of unfinished uploads of a visitor.</summary>
    public const int DefaultMaxUnfinished = 20;

    private const long SecondsPerHour = 3600;

    public static Problem EmptyFile => Problems.Invalid("file", "The file is empty.");

    public static Problem NoFile => Problems.Invalid("file", "The form has no file.");

    public static Problem UnreadableForm => Problems.Invalid("body", "The form cannot be read.");

    public static Problem UnusableBoundary => Problems.Invalid("body", "The form has no usable boundary.");

    public static Problem NotSigned => Problems.Forbidden("The link is not signed by this server, or has expired: read the message again for a new one.");

    public static Problem NoForm(string? contentType) => Problems.Unsupported(
        $"Expected multipart/form-data with one file, or a resumable upload with {Tus.Resumable} and {Tus.Length}, received '{TextRules.Shorten(contentType ?? "none")}'.");

    public static Problem TooLarge(long max) => Problems.TooLarge($"The file is larger than the {max} bytes that are accepted.");

    /// <summary>When a link that is signed now expires, in seconds since 1970: links change once an hour, so that a browser's cache is of use.</summary>
    public static long LinkExpiry(DateTimeOffset now) => ((now.ToUnixTimeSeconds() / SecondsPerHour) + 2) * SecondsPerHour;

    /// <summary>The name that a file is stored with, and the kind that the name says; a problem when that kind is not accepted.</summary>
    public static bool TryName(
        string givenName, IReadOnlyCollection<string> accepted, out string name, [NotNullWhen(true)] out FileKind? kind, [NotNullWhen(false)] out Problem? problem)
    {
        name = FileNames.Clean(givenName);
        var extension = FileKinds.ExtensionOf(name);
        kind = FileExtensions.IsAccepted(extension, accepted) ? FileKinds.Find(extension) : null;
        problem = kind is not null ? null
            : Problems.Unsupported($"Files of the kind '{TextRules.Shorten(extension)}' are not accepted; accepted are {string.Join(", ", accepted)}.");
        return kind is not null;
    }

    /// <summary>Compares a file's first bytes with what its name says; gives its type as the bytes have it.</summary>
    public static bool TryInspect(string name, byte[] head, [NotNullWhen(true)] out string? mimeType, [NotNullWhen(false)] out Problem? problem)
    {
        var kind = FileKinds.Find(FileKinds.ExtensionOf(name));
        mimeType = kind?.Fits(head) == true ? kind.TypeOf(head) : null;
        problem = mimeType is not null ? null
            : Problems.Unsupported($"The bytes of '{name}' are not of the kind that its name says ({kind?.MimeType ?? "unknown"}).");
        return mimeType is not null;
    }
}

namespace Livecaller.Shared;

/// <summary>A kind of file: what it is called, how it is served, and how its bytes begin; null for a text, which has no mark of its own.</summary>
internal sealed record FileKind(string MimeType, bool Inline, Func<byte[], bool>? Mark)
{
    /// <summary>What a file of this kind is called that holds sound only; null where it is the same, or cannot be.</summary>
    public string? SoundMimeType { get; init; }

    public string TypeOf(byte[] bytes) => SoundMimeType is { } sound && Webm.IsAudio(bytes) ? sound : MimeType;

    public bool Fits(byte[] bytes) => Mark is null ? FileKinds.IsText(bytes) : Mark(bytes);
}

// Only kinds that are listed here can be accepted at all: none of them runs as script where it is opened.
internal static class FileKinds
{
    private static readonly FileKind Jpeg = new("image/jpeg", true, b => Starts(b, [0xFF, 0xD8, 0xFF]));
    private static readonly FileKind Zip = new("application/zip", false, b => Starts(b, "PK\x3\x4"u8) || Starts(b, "PK\x5\x6"u8) || Starts(b, "PK\x7\x8"u8));
    private static readonly FileKind Mp4 = new("video/mp4", true, b => Has(b, 4, "ftyp"u8));

    private static readonly Dictionary<string, FileKind> Known = new(StringComparer.Ordinal)
    {
        ["png"] = new("image/png", true, b => Starts(b, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        ["jpg"] = Jpeg,
        ["jpeg"] = Jpeg,
        ["gif"] = new("image/gif", true, b => Starts(b, "GIF87a"u8) || Starts(b, "GIF89a"u8)),
        ["webp"] = new("image/webp", true, b => Starts(b, "RIFF"u8) && Has(b, 8, "WEBP"u8)),
        ["pdf"] = new("application/pdf", false, b => Starts(b, "%PDF-"u8)),
        ["zip"] = Zip,
        ["docx"] = Zip with { MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        ["xlsx"] = Zip with { MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        ["mp3"] = new("audio/mpeg", true, b => IsId3(b) || IsMpegFrame(b)),
        ["wav"] = new("audio/wav", true, b => Starts(b, "RIFF"u8) && Has(b, 8, "WAVE"u8)),
        ["ogg"] = new("audio/ogg", true, b => Starts(b, "OggS"u8)),
        ["webm"] = new("video/webm", true, b => Starts(b, [0x1A, 0x45, 0xDF, 0xA3])) { SoundMimeType = "audio/webm" },
        ["m4a"] = Mp4 with { MimeType = "audio/mp4" },
        ["mp4"] = Mp4,
        ["txt"] = new("text/plain", false, null),
        ["csv"] = new("text/csv", false, null),
    };

    public static IReadOnlyCollection<string> DefaultExtensions => Known.Keys;

    public static string ExtensionOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    public static FileKind? Find(string extension) => Known.GetValueOrDefault(FileExtensions.Canonical(extension));

    public static bool ShownInline(string mimeType) => Known.Values.Any(k => k.Inline && (k.MimeType == mimeType || k.SoundMimeType == mimeType));

    /// <summary>Whether a file reads as text. One in an encoding that cannot be told is text unless it has the mark of another kind.</summary>
    public static bool IsText(byte[] head) => TextBytes.Look(head) switch
    {
        TextLook.Text => true,
        TextLook.Binary => false,
        _ => !Known.Values.Any(k => k.Mark?.Invoke(head) == true),
    };

    // A version and a length in seven bits for each byte: https://id3.org/id3v2.3.0#ID3v2_header
    private static bool IsId3(byte[] b) => Starts(b, "ID3"u8) && b.Length >= 10 && b[3] < 0x10 && b.AsSpan(6, 4).IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0;

    // Eleven bits, then a version and a layer. Layer I is no MP3, and would look like the byte order mark of UTF-16.
    private static bool IsMpegFrame(byte[] b) => b is [0xFF, >= 0xE0, ..] && (b[1] & 0x18) != 0x08 && (b[1] & 0x06) is 0x02 or 0x04;

    private static bool Starts(byte[] bytes, ReadOnlySpan<byte> magic) => bytes.AsSpan().StartsWith(magic);

    private static bool Has(byte[] bytes, int offset, ReadOnlySpan<byte> magic) => bytes.Length > offset && bytes.AsSpan(offset).StartsWith(magic);
}

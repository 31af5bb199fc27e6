using System.Text;

namespace Livecaller.Shared;

/// <summary>What a client states about a file that it begins to send. The type is determined by the name, as for other uploads.</summary>
internal sealed record UploadMetadata(string FileName, Recording Recording)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the header <c>Upload-Metadata</c>.</summary>
    /// <exception cref="ProblemException">422: it cannot be read, has no name, or says of a recording what cannot be.</exception>
    public static UploadMetadata Read(string header)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Length == 0 && values.Count == 0 && !header.Contains(',', StringComparison.Ordinal)) break;
            var parts = pair.Split(' ');
            if (parts.Length > 2 || parts[0].Length == 0 || !Ascii.IsValid(parts[0]))
                throw Refused("Expected keys and base64 values, a space in a pair and commas between them.");
            if (!values.TryAdd(parts[0], parts.Length == 1 ? "" : parts[1])) throw Refused($"The key '{TextRules.Shorten(parts[0])}' is given twice.");
        }
        var name = Value(values, "filename") ?? throw Refused("The key 'filename' is missing.");
        if (name.Length == 0) throw Refused("The value of 'filename' is empty.");
        return Recording.TryRead(Value(values, Recording.DurationKey), Value(values, Recording.WaveformKey), out var recording, out var problem)
            ? new(name, recording) : throw new ProblemException(problem);
    }

    /// <summary>Of a header that was taken once, by whichever version: what it says of a recording.</summary>
    public static Recording RecordingIn(string header)
    {
        try
        {
            return Read(header).Recording;
        }
        catch (ProblemException)
        {
            return Recording.None;
        }
    }

    private static string? Value(Dictionary<string, string> values, string key)
    {
        if (!values.TryGetValue(key, out var encoded)) return null;
        try
        {
            return Strict.GetString(Convert.FromBase64String(encoded));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw Refused($"The value of '{key}' is not UTF-8 in base64.");
        }
    }

    private static ProblemException Refused(string reason) => ProblemException.Invalid(Tus.Metadata, reason);
}

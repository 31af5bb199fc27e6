using System.Text;
using Livecaller.Server.Http;

namespace Livecaller.Server.Uploads;

// What a client says of a file that it begins to send. Its type goes by the name, as with any other upload.
internal static class UploadMetadata
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file's name out of the header <c>Upload-Metadata</c>.</summary>
    /// <exception cref="ProblemException">422: the header cannot be read, or has no name.</exception>
    public static string FileName(string header)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Length == 0 && values.Count == 0 && !header.Contains(',', StringComparison.Ordinal)) break;
            var parts = pair.Split(' ');
            if (parts.Length > 2 || parts[0].Length == 0 || !Ascii.IsValid(parts[0]))
                throw Refused("Expected keys and base64 values, a space in a pair and commas between them.");
            if (!values.TryAdd(parts[0], parts.Length == 1 ? "" : parts[1])) throw Refused($"The key '{Query.Shorten(parts[0])}' stands there twice.");
        }
        if (!values.TryGetValue("filename", out var encoded)) throw Refused("The key 'filename' is missing.");
        try
        {
            var name = Strict.GetString(Convert.FromBase64String(encoded));
            return name.Length > 0 ? name : throw Refused("The value of 'filename' is empty.");
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw Refused("The value of 'filename' is no UTF-8 in base64.");
        }
    }

    private static ProblemException Refused(string reason) => new(Problems.Invalid(Tus.Metadata, reason));
}

using System.Text;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>What a client says of a file that it begins to send: the header <c>Upload-Metadata</c>.</summary>
internal sealed record FileMetadata(string Name, string ContentType, Recording Recording)
{
    public static FileMetadata Read(string header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = pair.Split(' ');
                values.Add(parts[0], parts.Length > 1 ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])) : "");
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw RefusalException.Invalid("Upload-Metadata", $"Received \"{header}\", expected keys and base64 values.");
        }

        return values.GetValueOrDefault("filename") is { Length: > 0 } name
            ? new(
                name[(name.LastIndexOfAny(['/', '\\']) + 1)..],
                values.GetValueOrDefault("filetype") is { Length: > 0 } type ? type : "application/octet-stream",
                Recording.Read(values.GetValueOrDefault("duration"), values.GetValueOrDefault("waveform")))
            : throw RefusalException.Invalid("Upload-Metadata", "The key 'filename' is missing.");
    }
}

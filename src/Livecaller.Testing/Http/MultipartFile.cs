using System.Net.Http.Headers;
using System.Text;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The file of a multipart form: the first part that has a file name, and what the fields beside it say.</summary>
internal sealed record MultipartFile(string Name, string ContentType, byte[] Content, Recording Recording)
{
    public static MultipartFile Read(byte[] body, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType != "multipart/form-data"
            || type.Parameters.FirstOrDefault(p => p.Name == "boundary")?.Value?.Trim('"') is not { Length: > 0 } boundary)
            throw RefusalException.Invalid("body", $"Received {contentType ?? "no content type"}, expected multipart/form-data with a boundary.");

        // The line break before a delimiter belongs to it; one before the first makes them all alike.
        ReadOnlySpan<byte> rest = [.. "\r\n"u8, .. body];
        ReadOnlySpan<byte> delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}");
        Part? file = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var start = rest.IndexOf(delimiter); start >= 0; start = rest.IndexOf(delimiter))
        {
            rest = rest[(start + delimiter.Length)..];
            var end = rest.IndexOf(delimiter);
            if (end < 0 || ReadPart(rest[..end]) is not { } part) continue;
            if (part.FileName is not null) file ??= part;
            else if (part.Field is not null) fields[part.Field] = Encoding.UTF8.GetString(part.Content);
        }

        return file is { FileName: { } name }
            ? new(
                name[(name.LastIndexOfAny(['/', '\\']) + 1)..], file.ContentType ?? "application/octet-stream", file.Content,
                Recording.Read(fields.GetValueOrDefault("duration"), fields.GetValueOrDefault("waveform")))
            : throw RefusalException.Invalid("file", "The form has no part with a file name.");
    }

    private static Part? ReadPart(ReadOnlySpan<byte> part)
    {
        var headerEnd = part.IndexOf("\r\n\r\n"u8);
        if (headerEnd < 0) return null;
        string? field = null, name = null, contentType = null;
        foreach (var line in Encoding.UTF8.GetString(part[..headerEnd]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (Value(line, "Content-Disposition:") is { } disposition && ContentDispositionHeaderValue.TryParse(disposition, out var parsed))
                (field, name) = (parsed.Name?.Trim('"'), (parsed.FileNameStar ?? parsed.FileName)?.Trim('"'));
            else if (Value(line, "Content-Type:") is { } type)
                contentType = type;
        }

        return new(field, name, contentType, part[(headerEnd + 4)..].ToArray());
    }

    private static string? Value(string line, string header) =>
        line.StartsWith(header, StringComparison.OrdinalIgnoreCase) ? line[header.Length..].Trim() : null;

    private sealed record Part(string? Field, string? FileName, string? ContentType, byte[] Content);
}

using System.Net.Http.Headers;
using System.Text;
using Livecaller.Shared;

namespace Livecaller.Testing.Http;

/// <summary>The file of a multipart form: the first part with a file name, and the fields beside it.</summary>
internal sealed record MultipartFile(string Name, byte[] Content, Recording Recording)
{
    public static MultipartFile Read(byte[] body, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !"multipart/form-data".Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(AttachmentRules.NoForm(contentType));
        if (type.Parameters.FirstOrDefault(p => p.Name == "boundary")?.Value?.Trim('"') is not { Length: > 0 and <= 200 } boundary)
            throw new ProblemException(AttachmentRules.UnusableBoundary);

        // The line break before a delimiter belongs to it. One is added before the first delimiter, so that all are alike.
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

        if (file is null) throw new ProblemException(AttachmentRules.NoFile);
        return Recording.TryRead(fields.GetValueOrDefault(Recording.DurationKey), fields.GetValueOrDefault(Recording.WaveformKey), out var recording, out var problem)
            ? new(file.FileName!, file.Content, recording)
            : throw new ProblemException(problem);
    }

    private static Part? ReadPart(ReadOnlySpan<byte> part)
    {
        var headerEnd = part.IndexOf("\r\n\r\n"u8);
        if (headerEnd < 0) return null;
        string? field = null, name = null;
        foreach (var line in Encoding.UTF8.GetString(part[..headerEnd]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (Value(line, "Content-Disposition:") is { } disposition && ContentDispositionHeaderValue.TryParse(disposition, out var parsed))
                (field, name) = (parsed.Name?.Trim('"'), (parsed.FileNameStar ?? parsed.FileName)?.Trim('"'));
        }

        return new(field, name, part[(headerEnd + 4)..].ToArray());
    }

    private static string? Value(string line, string header) =>
        line.StartsWith(header, StringComparison.OrdinalIgnoreCase) ? line[header.Length..].Trim() : null;

    private sealed record Part(string? Field, string? FileName, byte[] Content);
}

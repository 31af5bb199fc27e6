using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>An attachment of a message.</summary>
public sealed record AttachmentPayload
{
    /// <summary>The attachment's id.</summary>
    public required AttachmentId Id { get; init; }

    /// <summary>The file's name, without any folder.</summary>
    public required string Name { get; init; }

    /// <summary>The content type.</summary>
    public required string MimeType { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>
    /// The address of the file: signed, with an expiry. In events of a server without <c>PublicUrl</c>, it's a path that begins after the server's
    /// address, such as <c>/v1/attachments/…</c>.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>The address of a thumbnail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ThumbnailUrl { get; init; }

    /// <summary>The width of an image in pixels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>The height of an image in pixels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }

    /// <summary>The length of a recording in seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Duration { get; init; }

    /// <summary>The loudness of a recording over its length, in values from 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Waveform { get; init; }
}

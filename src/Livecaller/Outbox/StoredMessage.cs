using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livecaller.Attachments;
using Livecaller.Protocol;

namespace Livecaller.Outbox;

/// <summary>A message that the server has not stored yet, as it is kept across restarts. It has no ToString of its own: it holds a text.</summary>
internal sealed record StoredMessage
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;
    public required VisitorId VisitorId { get; init; }

    /// <summary>Its place among all messages of the outbox: they are sent in this order.</summary>
    public required long Order { get; init; }

    public required MessageId Id { get; init; }

    /// <summary>Null while the conversation begins with it, or with one before it.</summary>
    public ConversationId? ConversationId { get; init; }

    /// <summary>The closed conversation that it was moved out of; null unless it was moved.</summary>
    public ConversationId? MovedFrom { get; init; }

    /// <summary>The department of the conversation that begins with it; null once it has begun.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>The answers of the form before the conversation that begins with it; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    public required string Content { get; init; }
    public MessageId? ReplyTo { get; init; }

    /// <summary>What a UI shows of the message that it answers; null when that one was not loaded.</summary>
    public MessageQuote? Quote { get; init; }

    public IReadOnlyList<StoredFile> Files { get; init => field = value ?? []; } = [];
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why the server refused it; null unless it did.</summary>
    public string? Refusal { get; init; }

    public override string ToString() => nameof(StoredMessage);

    public string Write() => JsonSerializer.Serialize(this, OutboxJson.Default.StoredMessage);

    /// <summary>Reads the text; false for one that is damaged or from a newer version.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out StoredMessage? message)
    {
        try
        {
            message = JsonSerializer.Deserialize(text, OutboxJson.Default.StoredMessage);
            if (message?.Version is < 1 or > CurrentVersion) message = null;
        }
        catch (JsonException)
        {
            message = null;
        }

        return message is not null;
    }
}

/// <summary>A file of a message: what the server says of it, once it is there.</summary>
internal sealed record StoredFile
{
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public required long Size { get; init; }
    public double? Duration { get; init; }
    public IReadOnlyList<double>? Waveform { get; init; }

    /// <summary>The upload that was begun; null before.</summary>
    public AttachmentId? UploadId { get; init; }

    /// <summary>The uploaded file; null before that is done.</summary>
    public AttachmentPayload? Attachment { get; init; }

    [JsonIgnore]
    public FileDescription Description => new(Name, ContentType, Duration, Waveform);

    /// <summary>A file that is to be kept. The size of one that cannot seek is known when all of it was read.</summary>
    public static StoredFile Of(AttachmentUpload upload) => new()
    {
        Name = upload.Name,
        ContentType = upload.ContentType,
        Size = upload.Content.CanSeek ? upload.Content.Length - upload.Content.Position : 0,
        Duration = upload.Duration,
        Waveform = upload.Waveform,
    };
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, UseStringEnumConverter = true,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(StoredMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;

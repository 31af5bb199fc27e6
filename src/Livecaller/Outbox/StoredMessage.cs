using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livecaller.Attachments;

namespace Livecaller.Outbox;

/// <summary>A message that the server has not stored yet, or only lately, as it is saved. It contains a text, so ToString does not show its members.</summary>
internal sealed record StoredMessage
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;
    public required VisitorId VisitorId { get; init; }

    /// <summary>Its position among all messages of the outbox. They are sent in this order.</summary>
    public required long Order { get; init; }

    public required MessageId Id { get; init; }

    /// <summary>Null until the conversation has started, with this message or one before it.</summary>
    public ConversationId? ConversationId { get; init; }

    /// <summary>The closed conversation that it was moved from; null when it was not moved.</summary>
    public ConversationId? MovedFrom { get; init; }

    /// <summary>The department of the conversation that starts with it; null for none.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>The answers of the form for the conversation that starts with it; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    public required string Content { get; init; }
    public MessageId? ReplyTo { get; init; }

    /// <summary>What a UI shows of the message that it replies to; null when that was not loaded.</summary>
    public MessageQuote? Quote { get; init; }

    public IReadOnlyList<StoredFile> Files { get; init => field = value ?? []; } = [];
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why the server refused it; null when it did not.</summary>
    public string? Refusal { get; init; }

    /// <summary>When and in which epoch the server has stored it; null before that. Such messages are kept for a while, see <see cref="SentMessages"/>.</summary>
    public SentMark? Sent { get; init; }

    public override string ToString() => nameof(StoredMessage);

    public string Write() => JsonSerializer.Serialize(this, OutboxJson.Default.StoredMessage);

    /// <summary>Reads the text. Returns false when it is damaged or from a newer version.</summary>
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

/// <summary>The server has stored a message.</summary>
/// <param name="Epoch">The epoch of the log that has it.</param>
/// <param name="At">When, by this device's clock.</param>
internal sealed record SentMark(string Epoch, DateTimeOffset At);

/// <summary>A file of a message.</summary>
internal sealed record StoredFile
{
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public required long Size { get; init; }
    public double? Duration { get; init; }
    public IReadOnlyList<double>? Waveform { get; init; }

    /// <summary>The upload; null before it has begun.</summary>
    public AttachmentId? UploadId { get; init; }

    /// <summary>The uploaded file; null before the upload is complete.</summary>
    public AttachmentPayload? Attachment { get; init; }

    [JsonIgnore]
    public FileDescription Description => new(Name, ContentType, Duration, Waveform);

    /// <summary>Returns the file for an upload. The size of a stream that cannot seek is known after it was read.</summary>
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

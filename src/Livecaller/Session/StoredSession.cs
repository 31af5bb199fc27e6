using System.Text.Json.Serialization;

namespace Livecaller.Session;

/// <summary>The session as it is stored. It contains a token, so ToString does not show its members.</summary>
internal sealed record StoredSession
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;
    public required WidgetId WidgetId { get; init; }
    public required string AccessToken { get; init; }
    public required VisitorPayload Visitor { get; init; }

    /// <summary>When to renew the token, by this device's clock: shortly before it expires. Null when that is not known.</summary>
    public DateTimeOffset? FreshUntil { get; init; }

    /// <summary>Whether the background listener is to run.</summary>
    public bool Background { get; init; }

    /// <summary>Whether the visitor has turned off sounds and notifications.</summary>
    public bool Muted { get; init; }

    /// <summary>When the newest known conversation was created, by the server's clock: newer ones were started since. Null before the first listing.</summary>
    public DateTimeOffset? KnownUntil { get; init; }

    /// <summary>The epoch of the logs that the cursors belong to; null for a server without epochs.</summary>
    public string? Epoch { get; init; }

    public IReadOnlyList<StoredConversation> Conversations { get; init => field = value ?? []; } = [];

    /// <summary>Conversations that the session may no longer access. Nobody follows them; a login of the same visitor resumes them at their cursors.</summary>
    public IReadOnlyList<StoredConversation> Lost { get; init => field = value ?? []; } = [];

    public override string ToString() => nameof(StoredSession);
}

internal sealed record StoredConversation
{
    public required ConversationId Id { get; init; }

    /// <summary>The last sequence that was dispatched and, when stored, handled by the listeners.</summary>
    public required long Cursor { get; init; }

    /// <summary>Whether it is closed. Its cursor is kept in case it is reopened.</summary>
    public bool Closed { get; init; }

    /// <summary>The newest events that listeners received.</summary>
    public PublishedEvents Published { get; init => field = value ?? PublishedEvents.None; } = PublishedEvents.None;

    /// <summary>What was known when the log began another epoch; null in the first one.</summary>
    public LogReplay? Replay { get; init; }

    /// <summary>The same conversation when listeners haven't handled the events from a sequence on. It's followed again, even if it's closed.</summary>
    public StoredConversation Before(long sequence) =>
        sequence > Cursor ? this : this with { Cursor = sequence - 1, Closed = false, Published = Published.Before(sequence) };

    /// <summary>The same conversation in another epoch: its log is read from the beginning.</summary>
    public StoredConversation Restarted() => this with
    {
        Cursor = 0,
        // If an earlier replay is not complete, it still says what was published.
        Replay = Replay is { } earlier && Cursor < earlier.Cursor ? earlier : new(Cursor, Published.From, Published.Until),
    };
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(StoredSession))]
internal sealed partial class SessionJson : JsonSerializerContext;

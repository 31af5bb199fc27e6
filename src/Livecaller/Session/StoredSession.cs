using System.Text.Json.Serialization;
using Livecaller.Protocol;

namespace Livecaller.Session;

/// <summary>What is kept across restarts. It holds a token, so it has no ToString of its own.</summary>
internal sealed record StoredSession
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;
    public required WidgetId WidgetId { get; init; }
    public required string AccessToken { get; init; }
    public required VisitorPayload Visitor { get; init; }

    /// <summary>When the token is to be renewed, by this device's clock: shortly before it expires. Null where that is not known.</summary>
    public DateTimeOffset? FreshUntil { get; init; }

    /// <summary>Whether the background listener shall run.</summary>
    public bool Background { get; init; }

    /// <summary>Whether the visitor wants to hear no sounds and see no notices.</summary>
    public bool Muted { get; init; }

    /// <summary>The creation of the newest conversation that was known once, by the server's clock: what is newer was begun since. Null before the first look.</summary>
    public DateTimeOffset? KnownUntil { get; init; }

    public IReadOnlyList<StoredConversation> Conversations { get; init => field = value ?? []; } = [];

    /// <summary>Conversations that the session may no longer access. Nobody follows them; a login of the same visitor resumes them at their cursors.</summary>
    public IReadOnlyList<StoredConversation> Lost { get; init => field = value ?? []; } = [];

    public override string ToString() => nameof(StoredSession);
}

internal sealed record StoredConversation
{
    public required ConversationId Id { get; init; }

    /// <summary>The last sequence that was handed on.</summary>
    public required long Cursor { get; init; }

    /// <summary>It is over; its cursor is kept in case that it is opened again.</summary>
    public bool Closed { get; init; }
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(StoredSession))]
internal sealed partial class SessionJson : JsonSerializerContext;

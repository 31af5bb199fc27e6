using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>An operator as visitors see them.</summary>
public sealed record OperatorSummary
{
    /// <summary>The operator's id.</summary>
    public required OperatorId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The address of the avatar that visitors see.</summary>
    public string? AvatarUrl { get; init; }
}

/// <summary>An operator as other operators see them.</summary>
public sealed record OperatorPayload
{
    /// <summary>The operator's id.</summary>
    public required OperatorId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The email address that the operator signs in with.</summary>
    public required string Email { get; init; }

    /// <summary><c>owner</c>, <c>administrator</c>, <c>supervisor</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }
}

/// <summary>The response of <c>POST /v1/operator/auth/login</c>.</summary>
/// <param name="Data">The operator.</param>
/// <param name="Auth">The token of the session.</param>
public sealed record OperatorSession(OperatorPayload Data, SessionToken Auth);

/// <summary>An own session of an operator.</summary>
public sealed record OperatorSessionPayload
{
    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary><c>dashboard</c> or <c>api</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When the operator signed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to within five minutes.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ends if it is not used until then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The network address that the operator signed in from; null when it is unknown.</summary>
    public string? Address { get; init; }

    /// <summary>The browser or program that the operator signed in with, as it named itself; null when it did not.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Whether the call was made with this session.</summary>
    public bool IsCurrent { get; init; }
}

/// <summary>The response of <c>GET /v1/operator/conversations</c>.</summary>
/// <param name="Data">The conversations.</param>
/// <param name="HasMore">Whether more follow, after the last one as <c>before</c>.</param>
public sealed record ConversationPage(IReadOnlyList<OperatorConversationPayload> Data, bool HasMore)
{
    /// <summary>The epoch of the logs. See <see cref="EventPage.Epoch"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Epoch { get; init; }
}

/// <summary>A line with words that were searched for.</summary>
public sealed record SearchMatch
{
    /// <summary>The message; null when the words are in a note, or in the visitor's name or address.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>The sequence of the message; null when the words are in a note, or in the visitor's name or address.</summary>
    public long? MessageSequence { get; init; }

    /// <summary>The line, cut where it is long.</summary>
    public required string Text { get; init; }

    /// <summary>Where the words begin in the line, in UTF-16 code units.</summary>
    public int Start { get; init; }

    /// <summary>How long they are there, in UTF-16 code units.</summary>
    public int Length { get; init; }
}

/// <summary>A conversation as operators see it.</summary>
public sealed record OperatorConversationPayload : ConversationPayload
{
    /// <summary>The widget that it was started from.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The visitor.</summary>
    public required VisitorPayload Visitor { get; init; }

    /// <summary>When somebody last did something in it.</summary>
    public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Since when the visitor waits for an answer; null when nothing is to be answered.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Whether it is out of the lists of what is to be done, until a time or until the visitor writes.</summary>
    public bool IsSnoozed { get; init; }

    /// <summary>When a snoozed conversation comes back at the latest; null for not before the visitor writes, and when it is not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>What the visitor has written with the rating; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RatingComment { get; init; }

    /// <summary>The tags of the conversation.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The operators whom notes of the conversation mention.</summary>
    public IReadOnlyList<ConversationMention> Mentions { get; init => field = value ?? []; } = [];

    /// <summary>The newest message; null when there is none yet.</summary>
    public MessagePayload? LastMessage { get; init; }

    /// <summary>What a search has found; null without a search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SearchMatch? Match { get; init; }

    /// <summary>The callback that the visitor asked for; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CallbackPayload? Callback { get; init; }

    /// <summary>The labels of <see cref="Fields"/> as the visitor saw them, by field name; null when the widget had no form.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? FieldLabels { get; init; }

    /// <summary>The answers of the form before the conversation.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

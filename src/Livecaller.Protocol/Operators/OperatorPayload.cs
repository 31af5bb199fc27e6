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

/// <summary>A conversation as operators see it.</summary>
public sealed record OperatorConversationPayload : ConversationPayload
{
    /// <summary>The widget that it was started from.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The visitor.</summary>
    public required VisitorPayload Visitor { get; init; }

    /// <summary>The newest message; null when there is none yet.</summary>
    public MessagePayload? LastMessage { get; init; }

    /// <summary>The callback that the visitor asked for; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CallbackPayload? Callback { get; init; }

    /// <summary>The labels of <see cref="Fields"/> as the visitor saw them, by field name; null when the widget had no form.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? FieldLabels { get; init; }

    /// <summary>The answers of the form before the conversation.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

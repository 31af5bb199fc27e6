using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/conversations/bulk</c>: what is done with several conversations.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BulkRequest
{
    /// <summary>The conversations, at most 100. Required.</summary>
    public IReadOnlyList<ConversationId>? ConversationIds { get; init; }

    /// <summary>One of <see cref="BulkActions"/>. Required.</summary>
    public string? Action { get; init; }

    /// <summary>Who gets the conversations. Required for <c>assign</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorId? OperatorId { get; init; }

    /// <summary>The tags that are added or removed. Required for <c>tag</c> and <c>untag</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>What can be done with several conversations at once.</summary>
public static class BulkActions
{
    /// <summary>Closes them.</summary>
    public const string Close = "close";

    /// <summary>Gives them to an operator.</summary>
    public const string Assign = "assign";

    /// <summary>Adds tags to them.</summary>
    public const string Tag = "tag";

    /// <summary>Removes tags from them.</summary>
    public const string Untag = "untag";
}

/// <summary>What was done with several conversations.</summary>
public sealed record BulkPayload
{
    /// <summary>How many were changed.</summary>
    public required int Done { get; init; }

    /// <summary>How many were already as they should be.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many could not be changed.</summary>
    public required int Refused { get; init; }

    /// <summary>The result of each, in the order of the request.</summary>
    public required IReadOnlyList<BulkItem> Results { get; init; }
}

/// <summary>What was done with one of several conversations.</summary>
public sealed record BulkItem
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary><c>done</c>, <c>unchanged</c> or <c>refused</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was refused; null when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}

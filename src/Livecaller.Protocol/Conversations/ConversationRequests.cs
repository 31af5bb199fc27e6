using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/widget/conversations</c>. Every member is optional.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartConversationRequest
{
    /// <summary>The department that should take it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>The answers of the form by field name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    /// <summary>The first message. Its id makes the request repeatable: the same id returns the same conversation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SendMessageRequest? Message { get; init; }
}

/// <summary>The body of <c>POST …/typing</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TypingRequest
{
    /// <summary>The text so far, if the widget enables the preview. Never stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}

/// <summary>The body of <c>POST …/read</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReadRequest
{
    /// <summary>Everything up to this sequence was read.</summary>
    public required long Sequence { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/delivered</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeliveredRequest
{
    /// <summary>A device of the operator has everything up to this sequence.</summary>
    public required long Sequence { get; init; }
}

/// <summary>The body of <c>POST …/transcript</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TranscriptRequest
{
    /// <summary>The address that the transcript is sent to.</summary>
    public string? Email { get; init; }
}

/// <summary>The body of <c>PUT …/email</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeEmailRequest
{
    /// <summary>The address that the visitor is answered at.</summary>
    public string? Email { get; init; }
}

/// <summary>The body of <c>POST …/feedback</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FeedbackRequest
{
    /// <summary>1 (worst) to 5 (best).</summary>
    public required int Rating { get; init; }

    /// <summary>A comment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Comment { get; init; }
}

using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>PATCH /v1/operator/widgets/{id}</c>. Only the given members are changed; each replaces the whole member.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WidgetRequest
{
    /// <summary>The name that visitors see: 1 to 100 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The origins that can embed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The enabled features, of <see cref="WidgetFeatureNames"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The form before a conversation: at most 20 fields.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WidgetField>? Fields { get; init; }

    /// <summary>Appearance and behavior.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WidgetSettings? Settings { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/widgets/{id}/rotate-secret</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RotateSecretRequest
{
    /// <summary>How long identity tokens that are signed with the old secret are still accepted, in hours: 0 (not at all) to 720 (30 days).</summary>
    /// <value>24</value>
    public int OverlapHours { get; init; } = 24;
}

/// <summary>The new secret of a widget.</summary>
/// <param name="Secret">The secret that identity tokens are signed with from now on.</param>
/// <param name="OldValidUntil">When tokens that are signed with the old secret begin to be refused; null when they are refused already.</param>
public sealed record RotatedSecretPayload(
    string Secret, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OldValidUntil)
{
    /// <summary>Returns the time without the secret, for logs.</summary>
    public override string ToString() => $"{nameof(RotatedSecretPayload)} {{ {nameof(OldValidUntil)} = {OldValidUntil:O} }}";
}

/// <summary>A widget as operators see it.</summary>
public sealed record OperatorWidgetPayload
{
    /// <summary>The widget's id.</summary>
    public required WidgetId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The address under which clients reach the chat: their <c>ServerUrl</c>, and where <c>livecaller.js</c> is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServerUrl { get; init; }

    /// <summary>The origins that can embed it. The server's own origin always can.</summary>
    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>The enabled features.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The form before a conversation.</summary>
    public required IReadOnlyList<WidgetField> Fields { get; init; }

    /// <summary>Appearance and behavior.</summary>
    public required WidgetSettings Settings { get; init; }

    /// <summary>When identity tokens that are signed with the old secret begin to be refused; null unless the secret was replaced lately.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? OldSecretValidUntil { get; init; }
}

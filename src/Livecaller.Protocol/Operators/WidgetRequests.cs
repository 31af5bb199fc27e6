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
}

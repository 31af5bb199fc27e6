using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>PATCH /v1/operator/widgets/{id}</c>. What is not given stays as it is; what is given takes the place of the whole member.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WidgetRequest
{
    /// <summary>The name that visitors see: 1 to 100 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The origins that may embed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The features that are switched on: of <see cref="WidgetFeatureNames"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The form before a conversation: at most 20 fields.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WidgetField>? Fields { get; init; }

    /// <summary>Look and behaviour.</summary>
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

    /// <summary>The origins that may embed it; the server's own always may.</summary>
    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>The features that are switched on.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The form before a conversation.</summary>
    public required IReadOnlyList<WidgetField> Fields { get; init; }

    /// <summary>Look and behaviour.</summary>
    public required WidgetSettings Settings { get; init; }
}

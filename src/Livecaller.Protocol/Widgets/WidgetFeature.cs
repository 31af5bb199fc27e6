using System.Text.Json;

namespace Livecaller.Protocol;

/// <summary>A feature that is switched on for a widget.</summary>
public sealed record WidgetFeature
{
    /// <summary>The feature's name: one of <see cref="WidgetFeatureNames"/>, or one of a later server.</summary>
    public required string Name { get; init; }

    /// <summary>The feature's own settings: a JSON object, or undefined.</summary>
    public JsonElement? Settings { get; init; }
}

/// <summary>A field of the form before a conversation.</summary>
public sealed record WidgetField
{
    /// <summary>The key under which the answer is stored.</summary>
    public required string Name { get; init; }

    /// <summary>The label that visitors see.</summary>
    public required string Label { get; init; }

    /// <summary>One of <see cref="WidgetFieldTypes"/>; a client shows one that it does not know as a text.</summary>
    public required string Type { get; init; }

    /// <summary>Whether an answer is needed.</summary>
    public bool Required { get; init; }

    /// <summary>Fields are shown in ascending order.</summary>
    public int Order { get; init; }

    /// <summary>The choices of a <c>select</c>.</summary>
    public IReadOnlyList<string> Values { get; init => field = value ?? []; } = [];
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livecaller.Protocol;

/// <summary>A feature that is enabled for a widget.</summary>
public sealed record WidgetFeature
{
    /// <summary>The feature's name: one of <see cref="WidgetFeatureNames"/>, or one of a later server.</summary>
    /// <value>Empty: an unknown feature.</value>
    [AllowNull]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The feature's settings: a JSON object, or undefined.</summary>
    public JsonElement? Settings { get; init; }
}

/// <summary>A field of the form before a conversation.</summary>
public sealed record WidgetField
{
    /// <summary>The key under which the answer is stored.</summary>
    /// <value>Empty: the field is not shown.</value>
    [AllowNull]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The label that visitors see.</summary>
    /// <value>Empty: the name is shown.</value>
    [AllowNull]
    public string Label { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="WidgetFieldTypes"/>. A client shows types that it does not know as text.</summary>
    /// <value>Empty: a text.</value>
    [AllowNull]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Whether an answer is required.</summary>
    public bool Required { get; init; }

    /// <summary>Fields are shown in ascending order.</summary>
    public int Order { get; init; }

    /// <summary>The choices of a <c>select</c>.</summary>
    [AllowNull]
    public IReadOnlyList<string> Values { get; init => field = value ?? []; } = [];
}

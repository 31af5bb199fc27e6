using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>What a client needs to know of a widget before it shows a chat: the answer of <c>GET /v1/widget</c>.</summary>
public sealed record WidgetConfiguration
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> NoTranslations =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>The widget's id.</summary>
    public required WidgetId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The departments that a visitor may choose from.</summary>
    [AllowNull]
    public IReadOnlyList<Department> Departments { get; init => field = value ?? []; } = [];

    /// <summary>The features that are switched on.</summary>
    [AllowNull]
    public IReadOnlyList<WidgetFeature> Features { get; init => field = value ?? []; } = [];

    /// <summary>The fields of the form before a conversation.</summary>
    [AllowNull]
    public IReadOnlyList<WidgetField> Fields { get; init => field = value ?? []; } = [];

    /// <summary>The file extensions that an attachment may have, lower case, without the dot.</summary>
    [AllowNull]
    public IReadOnlyList<string> AcceptedExtensions { get; init => field = value ?? []; } = [];

    /// <summary>The largest attachment in bytes.</summary>
    public long MaxAttachmentBytes { get; init; }

    /// <summary>The longest text of a message in characters (UTF-16 units); 0 where the server does not say.</summary>
    public int MaxMessageCharacters { get; init; }

    /// <summary>Look and behaviour.</summary>
    [AllowNull]
    public WidgetSettings Settings { get; init => field = value ?? new(); } = new();

    /// <summary>The server's own texts by language and key; they override the component's.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Translations { get; init => field = value ?? NoTranslations; } = NoTranslations;

    /// <summary>Where the realtime endpoint is.</summary>
    public required RealtimeEndpoint Realtime { get; init; }

    /// <summary>When one of the departments opens or closes next: then this is no longer true. Null when none will.</summary>
    /// <param name="now">The time from which on.</param>
    public DateTimeOffset? NextChange(DateTimeOffset now) => Departments.SelectMany(d => new[] { d.NextOpen, d.NextClose }).Where(at => at > now).Min();
}

using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>The configuration of a widget that a client needs before it shows a chat: the response of <c>GET /v1/widget</c>.</summary>
public sealed record WidgetConfiguration
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> NoTranslations =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>The widget's id.</summary>
    public required WidgetId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The departments that a visitor can choose from.</summary>
    [AllowNull]
    public IReadOnlyList<Department> Departments { get; init => field = value ?? []; } = [];

    /// <summary>The enabled features.</summary>
    [AllowNull]
    public IReadOnlyList<WidgetFeature> Features { get; init => field = value ?? []; } = [];

    /// <summary>The fields of the form before a conversation.</summary>
    [AllowNull]
    public IReadOnlyList<WidgetField> Fields { get; init => field = value ?? []; } = [];

    /// <summary>The file extensions that are accepted, in lower case without the dot.</summary>
    [AllowNull]
    public IReadOnlyList<string> AcceptedExtensions { get; init => field = value ?? []; } = [];

    /// <summary>The maximum size of an attachment in bytes.</summary>
    public long MaxAttachmentBytes { get; init; }

    /// <summary>The maximum length of a message in characters (UTF-16 code units); 0 when the server does not specify it.</summary>
    public int MaxMessageCharacters { get; init; }

    /// <summary>Appearance and behavior.</summary>
    [AllowNull]
    public WidgetSettings Settings { get; init => field = value ?? new(); } = new();

    /// <summary>The server's texts by language and key. They override those of the component.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Translations { get; init => field = value ?? NoTranslations; } = NoTranslations;

    /// <summary>Where the realtime endpoint is.</summary>
    public required RealtimeEndpoint Realtime { get; init; }

    /// <summary>When one of the departments opens or closes next, and the configuration is out of date; null when none will.</summary>
    /// <param name="now">The time to look from.</param>
    public DateTimeOffset? NextChange(DateTimeOffset now) => Departments.SelectMany(d => new[] { d.NextOpen, d.NextClose }).Where(at => at > now).Min();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>What is known of a visitor, for operators.</summary>
public sealed record VisitorProfilePayload
{
    /// <summary>The visitor.</summary>
    public required VisitorPayload Visitor { get; init; }

    /// <summary>The widget that the visitor belongs to.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>Whether the host app's backend has stated who the visitor is, with an identity token. Everything that an anonymous visitor says is unproven.</summary>
    public required bool IsIdentified { get; init; }

    /// <summary>What the host app's backend and operators state besides the profile: strings, numbers and Booleans.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init => field = value ?? new Dictionary<string, JsonElement>(); } = new Dictionary<string, JsonElement>();

    /// <summary>When the visitor was first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The newest session; null when none is left.</summary>
    public VisitorClientPayload? Client { get; init; }

    /// <summary>How many conversations the visitor has.</summary>
    public required int ConversationCount { get; init; }

    /// <summary>How many of them are not closed.</summary>
    public required int OpenConversationCount { get; init; }

    /// <summary>The average of the visitor's ratings; null without a rating.</summary>
    public double? AverageRating { get; init; }

    /// <summary>What operators have written about the visitor, who never sees it; null for nothing.</summary>
    public string? Notes { get; init; }

    /// <summary>How often the notes were changed. A change that names another version is refused.</summary>
    public int NotesVersion { get; init; }

    /// <summary>Who changed the notes last; null for nobody who is known.</summary>
    public OperatorSummary? NotesBy { get; init; }

    /// <summary>When the notes were last changed.</summary>
    public DateTimeOffset? NotesAt { get; init; }

    /// <summary>The block of the visitor; null when the visitor is not blocked.</summary>
    public BlockPayload? Block { get; init; }
}

/// <summary>What a visitor's last login or renewal says of the device.</summary>
public sealed record VisitorClientPayload
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>What the client states about the device: a text or an object; null for nothing.</summary>
    public JsonElement? Device { get; init; }

    /// <summary>The browser or program, as it names itself; null when it does not.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The language that the browser prefers; null when it is unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The time zone that the client states in <c>device.time_zone</c>; null when it is unknown.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The network address, for those who may block visitors; null for others, and when it is unknown.</summary>
    public string? Address { get; init; }
}

/// <summary>The body of <c>PATCH /v1/operator/visitors/{id}</c>. What is left out does not change.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpdateVisitorRequest
{
    /// <summary>What operators write about the visitor. An empty text removes it.</summary>
    public string? Notes { get; init; }

    /// <summary>The version of the notes that was changed. With another one than the stored one, the call is refused with 409. Without it, the notes are replaced.</summary>
    public int? NotesVersion { get; init; }

    /// <summary>Attributes that change: a string, a number or a Boolean, or null to remove the attribute.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/visitors/{id}/block</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BlockVisitorRequest
{
    /// <summary>When the block ends; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, for the other operators.</summary>
    public string? Reason { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/blocks</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BlockAddressRequest
{
    /// <summary>An IPv4 or IPv6 address, or a network such as <c>192.0.2.0/24</c>. Required.</summary>
    public string? Address { get; init; }

    /// <summary>When the block ends; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, for the other operators.</summary>
    public string? Reason { get; init; }
}

/// <summary>A visitor or an address whose calls are refused.</summary>
public sealed record BlockPayload
{
    /// <summary>The block's id.</summary>
    public required string Id { get; init; }

    /// <summary>The visitor; null for a block of an address.</summary>
    public VisitorPayload? Visitor { get; init; }

    /// <summary>The address, or the network in the form <c>192.0.2.0/24</c>; null for a block of a visitor.</summary>
    public string? Address { get; init; }

    /// <summary>Why; null when nobody said it.</summary>
    public string? Reason { get; init; }

    /// <summary>Who blocked; null for the application and for accounts that are gone.</summary>
    public OperatorSummary? CreatedBy { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>An export or erasure that somebody asked for.</summary>
public sealed record JobPayload
{
    /// <summary>The job's id. It is also the id of its entry in the audit log.</summary>
    public required string Id { get; init; }

    /// <summary><c>visitor.exported</c> or <c>visitor.erased</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>done</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The path of the export, for a day; null for an erasure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }
}

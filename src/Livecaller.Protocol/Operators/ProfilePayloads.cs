using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>PATCH /v1/operator/me</c>, which changes only the given members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpdateProfileRequest
{
    /// <summary>The name that visitors see: 1 to 100 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The address of the avatar that visitors see, an https address; empty for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AvatarUrl { get; init; }

    /// <summary>The language of the dashboard, for example <c>en</c> or <c>pt-BR</c>; empty for the browser's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Language { get; init; }

    /// <summary><c>online</c>, <c>away</c> or <c>offline</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Availability { get; init; }

    /// <summary>What the operator wants to be notified of: a JSON object of at most 4,096 characters, which the server only keeps for the operator's programs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Notifications { get; init; }

    /// <summary>Whether the dashboard holds messages back for some seconds, in which they can be taken back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? UndoSend { get; init; }
}

/// <summary>An operator's own profile.</summary>
public sealed record ProfilePayload
{
    /// <summary>The operator's id.</summary>
    public required OperatorId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The email address that the operator signs in with.</summary>
    public required string Email { get; init; }

    /// <summary><c>owner</c>, <c>administrator</c>, <c>supervisor</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }

    /// <summary>What the call may do: the permissions of the role, and of an API key those that are among its scopes too.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>The address of the avatar that visitors see.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>The language of the dashboard; null for the browser's.</summary>
    public string? Language { get; init; }

    /// <summary><c>online</c>, <c>away</c> or <c>offline</c>.</summary>
    public required string Availability { get; init; }

    /// <summary>What the operator wants to be notified of; an empty object until it is set.</summary>
    public required JsonElement Notifications { get; init; }

    /// <summary>Whether the dashboard holds messages back for some seconds, in which they can be taken back.</summary>
    public bool UndoSend { get; init; }

    /// <summary>The departments that the operator works in; empty for none in particular.</summary>
    public required IReadOnlyList<DepartmentId> DepartmentIds { get; init; }

    /// <summary>How many open conversations the operator takes at the same time; null for no limit.</summary>
    public int? MaxConversations { get; init; }
}

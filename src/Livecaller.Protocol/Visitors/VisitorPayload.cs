using System.Text.Json;

namespace Livecaller.Protocol;

/// <summary>A visitor: a person who chats from a host app.</summary>
public sealed record VisitorPayload
{
    /// <summary>The visitor's id.</summary>
    public required VisitorId Uuid { get; init; }

    /// <summary>The name; null for an anonymous visitor who gave none.</summary>
    public string? Name { get; init; }

    /// <summary>The email address.</summary>
    public string? Email { get; init; }

    /// <summary>The mobile number.</summary>
    public string? Mobile { get; init; }

    /// <summary>The host app's own user id (the identity token's <c>sub</c>); null for an anonymous visitor.</summary>
    public string? UserId { get; init; }

    /// <summary>Settings of this visitor: a JSON object.</summary>
    public JsonElement? Settings { get; init; }
}

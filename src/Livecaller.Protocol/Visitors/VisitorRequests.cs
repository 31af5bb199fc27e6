using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/widget/auth/login</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VisitorLoginRequest
{
    /// <summary>The visitor's device: a short text or an object of texts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Device { get; init; }

    /// <summary>The identity token of the host app's backend. Without it the session is anonymous.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? JwtToken { get; init; }
}

/// <summary>The body of <c>PATCH /v1/widget/auth/visitor</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VisitorUpdateRequest
{
    /// <summary>The identity token whose claims update the visitor.</summary>
    public JsonElement? JwtToken { get; init; }
}

/// <summary>The request of a Pusher client to its authorization endpoint.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChannelAuthorizationRequest
{
    /// <summary>The socket that wants to subscribe.</summary>
    public string? SocketId { get; init; }

    /// <summary>The channel to subscribe to.</summary>
    public string? ChannelName { get; init; }
}

/// <summary>The response to a <see cref="ChannelAuthorizationRequest"/>.</summary>
public sealed record ChannelAuthorization
{
    /// <summary><c>{key}:{signature}</c>.</summary>
    public required string Auth { get; init; }

    /// <summary>The member data of a presence channel, exactly as it was signed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChannelData { get; init; }
}

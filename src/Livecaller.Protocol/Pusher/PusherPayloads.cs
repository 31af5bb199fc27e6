using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol.Pusher;

/// <summary>The payload of <see cref="PusherEventNames.ConnectionEstablished"/>.</summary>
/// <param name="SocketId">Two integers joined by a dot.</param>
/// <param name="ActivityTimeout">Seconds of silence after which a client pings.</param>
public sealed record ConnectionEstablished(string SocketId, int ActivityTimeout);

/// <summary>The payload of <see cref="PusherEventNames.Error"/>.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Code">One of <see cref="PusherErrorCodes"/>, or null.</param>
public sealed record PusherError(string? Message, int? Code);

/// <summary>The payload of <see cref="PusherEventNames.Subscribe"/>.</summary>
public sealed record PusherSubscribe
{
    /// <summary>The channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The signature of a private or presence channel.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Auth { get; init; }

    /// <summary>The signed member data.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChannelData { get; init; }
}

/// <summary>The payload of <see cref="PusherEventNames.Unsubscribe"/>.</summary>
/// <param name="Channel">The channel.</param>
public sealed record PusherUnsubscribe(string? Channel);

/// <summary>The payload of <see cref="PusherEventNames.SubscriptionError"/>.</summary>
/// <param name="Type">The kind of refusal, for example <c>AuthError</c>.</param>
/// <param name="Error">The reason in words.</param>
/// <param name="Status">The status, as of HTTP.</param>
public sealed record PusherSubscriptionError(string Type, string Error, int Status);

/// <summary>A member of a presence channel: what <c>channel_data</c> holds.</summary>
/// <param name="UserId">The user's id, at most 128 characters.</param>
/// <param name="UserInfo">What the other members may know: a JSON value of at most 1 KB.</param>
public sealed record PresenceMember(
    string UserId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? UserInfo = null);

/// <summary>The payload of a presence channel's <see cref="PusherEventNames.SubscriptionSucceeded"/>.</summary>
/// <param name="Presence">The members.</param>
public sealed record PresenceSubscribed(PresenceMembers Presence);

/// <summary>The members of a presence channel.</summary>
/// <param name="Count">How many.</param>
/// <param name="Ids">Their ids.</param>
/// <param name="Hash">What is known of each, by id.</param>
public sealed record PresenceMembers(
    int Count, IReadOnlyList<string> Ids, IReadOnlyDictionary<string, JsonElement?> Hash);

/// <summary>The JSON of the protocol's own payloads, generated at compile time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConnectionEstablished))]
[JsonSerializable(typeof(PusherError))]
[JsonSerializable(typeof(PusherSubscribe))]
[JsonSerializable(typeof(PusherUnsubscribe))]
[JsonSerializable(typeof(PusherSubscriptionError))]
[JsonSerializable(typeof(PresenceMember))]
[JsonSerializable(typeof(PresenceSubscribed))]
public sealed partial class PusherJson : JsonSerializerContext;

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol.Pusher;

/// <summary>The payload of <see cref="PusherEventNames.ConnectionEstablished"/>.</summary>
/// <param name="SocketId">Two integers joined by a dot.</param>
/// <param name="ActivityTimeout">Seconds of silence after which a client pings.</param>
/// <param name="Epoch">The epoch of the logs; null for a server without epochs.</param>
internal sealed record ConnectionEstablished(
    string SocketId, int ActivityTimeout, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Epoch = null);

/// <summary>The payload of <see cref="PusherEventNames.Error"/>.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Code">One of <see cref="PusherErrorCodes"/>, or null.</param>
internal sealed record PusherError(string? Message, int? Code);

/// <summary>The payload of <see cref="PusherEventNames.Subscribe"/>.</summary>
internal sealed record PusherSubscribe
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
internal sealed record PusherUnsubscribe(string? Channel);

/// <summary>The payload of <see cref="PusherEventNames.SubscriptionError"/>.</summary>
/// <param name="Type">The kind of refusal, for example <c>AuthError</c>.</param>
/// <param name="Error">The reason, in English.</param>
/// <param name="Status">The HTTP status that the refusal corresponds to.</param>
internal sealed record PusherSubscriptionError(string Type, string Error, int Status);

/// <summary>A member of a presence channel: the content of <c>channel_data</c>.</summary>
/// <param name="UserId">The user's id: a JSON string or number. Clients receive it as it was signed.</param>
/// <param name="UserInfo">What other members can see: a JSON value of at most 1 KB.</param>
internal sealed record PresenceMember(
    JsonElement UserId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? UserInfo = null)
{
    /// <summary>The id as the name of a property, as JavaScript writes it.</summary>
    [JsonIgnore]
    public string Key => UserId.ValueKind == JsonValueKind.String ? UserId.GetString()!
        : UserId.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture)
        : UserId.GetDouble().ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>The payload of a presence channel's <see cref="PusherEventNames.SubscriptionSucceeded"/>.</summary>
/// <param name="Presence">The members.</param>
internal sealed record PresenceSubscribed(PresenceMembers Presence);

/// <summary>The members of a presence channel.</summary>
/// <param name="Count">The number of members.</param>
/// <param name="Ids">Their ids.</param>
/// <param name="Hash">The <c>user_info</c> of each member by <see cref="PresenceMember.Key"/>.</param>
internal sealed record PresenceMembers(
    int Count, IReadOnlyList<JsonElement> Ids, IReadOnlyDictionary<string, JsonElement?> Hash);

/// <summary>The payload of <see cref="PusherEventNames.SignIn"/>.</summary>
/// <param name="Auth">The signature.</param>
/// <param name="UserData">The signed user data: JSON text.</param>
internal sealed record PusherSignIn(string? Auth, string? UserData);

/// <summary>The payload of <see cref="PusherEventNames.SignInSuccess"/>.</summary>
/// <param name="UserData">The user data as it was signed.</param>
internal sealed record PusherSignedIn(string UserData);

/// <summary>The payload of <see cref="PusherEventNames.SubscriptionCount"/>.</summary>
/// <param name="Count">The number of subscribers.</param>
internal sealed record PusherSubscriptionCount([property: JsonPropertyName("subscription_count")] int Count);

/// <summary>The payload of <see cref="PusherEventNames.WatchlistEvents"/>.</summary>
/// <param name="Events">Which users are online and which are not.</param>
internal sealed record PusherWatchlistEvents(IReadOnlyList<PusherWatchlistEvent> Events);

/// <summary>Users of a watchlist who have come or gone.</summary>
/// <param name="Name"><c>online</c> or <c>offline</c>.</param>
/// <param name="UserIds">The users.</param>
internal sealed record PusherWatchlistEvent(string Name, IReadOnlyList<string> UserIds);

/// <summary>The JSON of the protocol's own payloads, generated at compile time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConnectionEstablished))]
[JsonSerializable(typeof(PusherError))]
[JsonSerializable(typeof(PusherSubscribe))]
[JsonSerializable(typeof(PusherUnsubscribe))]
[JsonSerializable(typeof(PusherSubscriptionError))]
[JsonSerializable(typeof(PresenceMember))]
[JsonSerializable(typeof(PresenceSubscribed))]
[JsonSerializable(typeof(PusherSignIn))]
[JsonSerializable(typeof(PusherSignedIn))]
[JsonSerializable(typeof(PusherSubscriptionCount))]
[JsonSerializable(typeof(PusherWatchlistEvents))]
internal sealed partial class PusherJson : JsonSerializerContext;

using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Frames;

/// <summary>The frames that the server sends by itself, encoded.</summary>
internal static class ServerFrames
{
    public static readonly ReadOnlyMemory<byte> Ping = Write(PusherEventNames.Ping, null, "{}");

    public static readonly ReadOnlyMemory<byte> Pong = Write(PusherEventNames.Pong, null, "{}");

    public static ReadOnlyMemory<byte> Established(string socketId, TimeSpan activityTimeout, IConnectionWelcome? welcome)
    {
        var data = JsonSerializer.SerializeToNode(new(socketId, (int)activityTimeout.TotalSeconds), PusherJson.Default.ConnectionEstablished)!.AsObject();
        foreach (var (name, value) in welcome?.GetMembers() ?? ReadOnlyDictionary<string, string>.Empty) data.TryAdd(name, JsonValue.Create(value));
        return Write(PusherEventNames.ConnectionEstablished, null, data.ToJsonString());
    }

    public static ReadOnlyMemory<byte> Error(int code, string message, string? channel = null) =>
        Write(PusherEventNames.Error, channel, JsonSerializer.Serialize(new PusherError(message, code), PusherJson.Default.PusherError));

    public static ReadOnlyMemory<byte> SubscriptionSucceeded(string channel, PresenceMembers? members) =>
        Write(PusherEventNames.SubscriptionSucceeded, channel, members is null ? "{}" : JsonSerializer.Serialize(
            new PresenceSubscribed(members), PusherJson.Default.PresenceSubscribed));

    public static ReadOnlyMemory<byte> SubscriptionError(string channel, string type, string error, int status) =>
        Write(PusherEventNames.SubscriptionError, channel, JsonSerializer.Serialize(
            new PusherSubscriptionError(type, error, status), PusherJson.Default.PusherSubscriptionError));

    public static ReadOnlyMemory<byte> MemberAdded(string channel, PresenceMember member) =>
        Write(PusherEventNames.MemberAdded, channel, JsonSerializer.Serialize(member, PusherJson.Default.PresenceMember));

    public static ReadOnlyMemory<byte> MemberRemoved(string channel, PresenceMember member) =>
        Write(PusherEventNames.MemberRemoved, channel, JsonSerializer.Serialize(member, PusherJson.Default.PresenceMember));

    public static ReadOnlyMemory<byte> CacheMiss(string channel) => Write(PusherEventNames.CacheMiss, channel, "{}");

    public static ReadOnlyMemory<byte> SubscriptionCount(string channel, int count) =>
        Write(PusherEventNames.SubscriptionCount, channel, JsonSerializer.Serialize(
            new PusherSubscriptionCount(count), PusherJson.Default.PusherSubscriptionCount));

    public static ReadOnlyMemory<byte> SignedIn(string userData) =>
        Write(PusherEventNames.SignInSuccess, null, JsonSerializer.Serialize(new PusherSignedIn(userData), PusherJson.Default.PusherSignedIn));

    public static ReadOnlyMemory<byte> WatchlistEvents(params IReadOnlyList<PusherWatchlistEvent> events) =>
        Write(PusherEventNames.WatchlistEvents, null, JsonSerializer.Serialize(
            new PusherWatchlistEvents(events), PusherJson.Default.PusherWatchlistEvents));

    private static ReadOnlyMemory<byte> Write(string name, string? channel, string data) => FrameEncoder.Encode(name, channel, data);
}

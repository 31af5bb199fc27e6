using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Dialogue;

/// <summary>Subscribes and unsubscribes.</summary>
internal sealed class SubscriptionHandler(ChannelHub hub, IOptions<PusherOptions> options)
{
    private readonly PusherOptions _options = options.Value;

    public void Subscribe(PusherConnection connection, string? data)
    {
        var request = Read(data, PusherJson.Default.PusherSubscribe);
        if (request?.Channel is not { Length: > 0 and <= PusherChannel.MaxNameLength } channel)
        {
            connection.RefuseFrame("A subscription needs a channel name.");
            return;
        }

        if (Join(connection, channel, request) is { } refusal)
            connection.Send(ServerFrames.SubscriptionError(channel, refusal.Type, refusal.Reason, refusal.Status));
    }

    public void Unsubscribe(PusherConnection connection, string? data)
    {
        if (Read(data, PusherJson.Default.PusherUnsubscribe)?.Channel is not { } channel)
        {
            connection.RefuseFrame("Name the channel to unsubscribe from.");
            return;
        }

        if (connection.Subscriptions.TryRemove(channel, out _)) hub.Leave(channel, connection);
    }

    public void UnsubscribeAll(PusherConnection connection)
    {
        foreach (var channel in connection.Subscriptions.Keys)
        {
            if (connection.Subscriptions.TryRemove(channel, out _)) hub.Leave(channel, connection);
        }
    }

    private SubscriptionRefusal? Join(PusherConnection connection, string channel, PusherSubscribe request)
    {
        if (!PusherChannel.IsValidName(channel)) return SubscriptionRefusal.Name;
        if (IsCacheChannel(channel)) return SubscriptionRefusal.CacheChannel;

        PresenceMember? member = null;
        if (PusherChannel.KindOf(channel) != PusherChannelKind.Public)
        {
            if (!PusherSignature.IsValidForChannel(
                request.Auth, _options.AppKey, _options.AppSecret, connection.SocketId, channel, request.ChannelData))
                return SubscriptionRefusal.Signature;

            if (PusherChannel.KindOf(channel) == PusherChannelKind.Presence
                && !MemberReader.TryRead(request.ChannelData, _options, out member))
                return SubscriptionRefusal.Member;
        }

        if (!connection.Subscriptions.ContainsKey(channel)
            && connection.Subscriptions.Count >= _options.MaxSubscriptionsPerConnection)
            return SubscriptionRefusal.TooMany;

        return JoinHub(connection, channel, member);
    }

    private SubscriptionRefusal? JoinHub(PusherConnection connection, string channel, PresenceMember? member)
    {
        // Noted first: a connection that ends at this moment then knows what to leave.
        connection.Subscriptions.TryAdd(channel, member?.UserId);
        if (hub.Join(channel, connection, member) != JoinResult.Full) return null;
        connection.Subscriptions.TryRemove(channel, out _);
        return SubscriptionRefusal.ChannelFull;
    }

    private static bool IsCacheChannel(string channel) =>
        channel.StartsWith("cache-", StringComparison.Ordinal)
        || channel.StartsWith("private-cache-", StringComparison.Ordinal)
        || channel.StartsWith("private-encrypted-cache-", StringComparison.Ordinal)
        || channel.StartsWith("presence-cache-", StringComparison.Ordinal);

    private static T? Read<T>(string? data, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return data is null ? null : JsonSerializer.Deserialize(data, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

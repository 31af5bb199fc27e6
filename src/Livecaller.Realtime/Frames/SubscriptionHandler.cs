using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Frames;

/// <summary>Handles <c>pusher:subscribe</c> and <c>pusher:unsubscribe</c>.</summary>
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
            connection.RefuseFrame("An unsubscription needs a channel name.");
            return;
        }

        connection.Subscriptions.Leave(hub, channel);
    }

    public void End(PusherConnection connection) => connection.Subscriptions.End(hub);

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

        return connection.Subscriptions.Join(hub, channel, member, _options.MaxSubscriptionsPerConnection) switch
        {
            JoinResult.TooMany => SubscriptionRefusal.TooMany,
            JoinResult.Full => SubscriptionRefusal.ChannelFull,
            _ => null,
        };
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

using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Frames;

/// <summary>Handles <c>pusher:subscribe</c> and <c>pusher:unsubscribe</c>.</summary>
internal sealed class SubscriptionHandler(ChannelHub hub, IOptions<PusherOptions> options)
{
    private readonly PusherOptions _options = options.Value;

    public void Subscribe(PusherConnection connection, PusherFrame frame)
    {
        if (!connection.Budget.TryTakeSubscribe())
        {
            connection.Close(CloseSignal.TooManySubscribes);
            return;
        }

        if (SubscriptionRequest.Read(frame.Data) is not { } request)
        {
            connection.RefuseFrame("A subscription needs a channel name.", frame.Channel);
            return;
        }

        if (Join(connection, request) is { } refusal)
            connection.Send(ServerFrames.SubscriptionError(request.Channel, refusal.Type, refusal.Reason, refusal.Status));
    }

    public void Unsubscribe(PusherConnection connection, PusherFrame frame)
    {
        if (SubscriptionRequest.Read(frame.Data) is { } request) connection.Subscriptions.Leave(hub, request.Channel);
        else connection.RefuseFrame("An unsubscription needs a channel name.", frame.Channel);
    }

    public void End(PusherConnection connection) => connection.Subscriptions.End(hub);

    private SubscriptionRefusal? Join(PusherConnection connection, SubscriptionRequest request)
    {
        var channel = request.Channel;
        if (channel.Length > PusherChannel.MaxNameLength) return SubscriptionRefusal.NameTooLong;
        if (!request.IsText || !PusherChannel.IsValidName(channel)) return SubscriptionRefusal.Name;
        if (IsCacheChannel(channel)) return SubscriptionRefusal.CacheChannel;

        PresenceMember? member = null;
        var kind = PusherChannel.KindOf(channel);
        if (kind == PusherChannelKind.Public)
        {
            if (!_options.PublicChannels) return SubscriptionRefusal.PublicChannel;
        }
        else
        {
            if (request is { HasChannelData: true, ChannelData: null } || !PusherSignature.IsValidForChannel(
                request.Auth, _options.AppKey, _options.AppSecret, connection.SocketId, channel, request.ChannelData))
                return SubscriptionRefusal.Signature;

            if (kind == PusherChannelKind.Presence
                && MemberReader.Read(request.ChannelData, _options, out member) is { } refusal)
                return refusal;
        }

        switch (connection.Subscriptions.Join(hub, channel, member, _options.MaxSubscriptionsPerConnection))
        {
            case JoinResult.TooMany:
                return SubscriptionRefusal.TooMany;
            case JoinResult.Full:
                return SubscriptionRefusal.ChannelFull;
            default:
                if (kind != PusherChannelKind.Public) connection.OnAuthorized();
                return null;
        }
    }

    private static bool IsCacheChannel(string channel) =>
        channel.StartsWith("cache-", StringComparison.Ordinal)
        || channel.StartsWith("private-cache-", StringComparison.Ordinal)
        || channel.StartsWith("private-encrypted-cache-", StringComparison.Ordinal)
        || channel.StartsWith("presence-cache-", StringComparison.Ordinal);
}

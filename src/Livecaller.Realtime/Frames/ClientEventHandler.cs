using System.Text;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Frames;

/// <summary>Relays the events that clients send to each other.</summary>
/// <remarks>See <see href="https://pusher.com/docs/channels/using_channels/events/#triggering-client-events"/>.</remarks>
internal sealed class ClientEventHandler(ChannelHub hub, IOptions<PusherOptions> options)
{
    private const string EncryptedPrefix = "private-encrypted-";

    private readonly PusherOptions _options = options.Value;

    public ValueTask RelayAsync(PusherConnection connection, PusherFrame frame)
    {
        if (_options.ClientEvents && !connection.Budget.TryTakeClientEvent())
        {
            connection.Send(ServerFrames.Error(PusherErrorCodes.ClientEventRateLimit, "Too many client events in a second.", frame.Channel));
            return ValueTask.CompletedTask;
        }

        if (FaultOf(connection, frame, out var userIdJson) is { } fault)
        {
            connection.Send(ServerFrames.Error(PusherErrorCodes.InvalidFrame, fault, frame.Channel));
            return ValueTask.CompletedTask;
        }

        return hub.PublishAsync(new BackplaneMessage([frame.Channel!], frame.Event, frame.Data, connection.SocketId, userIdJson));
    }

    private string? FaultOf(PusherConnection connection, PusherFrame frame, out string? userIdJson)
    {
        userIdJson = null;
        if (!_options.ClientEvents) return "This server does not allow client events.";
        if (frame.Channel is not { } channel || !connection.Subscriptions.TryGetUserId(channel, out userIdJson))
            return "Client events go to channels that the sender is subscribed to.";
        if (PusherChannel.KindOf(channel) == PusherChannelKind.Public
            || channel.StartsWith(EncryptedPrefix, StringComparison.Ordinal))
            return "Client events go to private and presence channels only.";
        if (frame.Event.Length > _options.MaxClientEventNameLength)
            return $"The name of a client event has at most {_options.MaxClientEventNameLength} characters.";
        if (frame.Data is { } data && Encoding.UTF8.GetByteCount(data) > _options.MaxClientEventBytes)
            return $"The data of a client event has at most {_options.MaxClientEventBytes} bytes.";
        return null;
    }
}

using System.Text;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Connections;

namespace Livecaller.Realtime.Frames;

/// <summary>Relays the events that clients send to each other.</summary>
/// <remarks>See <see href="https://pusher.com/docs/channels/using_channels/events/#triggering-client-events"/>.</remarks>
internal static class ClientEventHandler
{
    private const string EncryptedPrefix = "private-encrypted-";

    public static ValueTask RelayAsync(PusherConnection connection, PusherFrame frame)
    {
        if (connection.App.Options.ClientEvents && !connection.Budget.TryTakeClientEvent())
        {
            connection.Send(ServerFrames.Error(PusherErrorCodes.ClientEventRateLimit, "Too many client events in a second.", frame.Channel));
            return ValueTask.CompletedTask;
        }

        if (FaultOf(connection, frame, out var userIdJson) is { } fault)
        {
            connection.Send(ServerFrames.Error(PusherErrorCodes.InvalidFrame, fault, frame.Channel));
            return ValueTask.CompletedTask;
        }

        return connection.App.Channels.RelayAsync(frame.Channel!, frame.Event, frame.Data, connection.SocketId, userIdJson);
    }

    private static string? FaultOf(PusherConnection connection, PusherFrame frame, out string? userIdJson)
    {
        userIdJson = null;
        var options = connection.App.Options;
        if (!options.ClientEvents) return "This server does not allow client events.";
        if (frame.Channel is not { } channel || !connection.Subscriptions.TryGetUserId(channel, out userIdJson))
            return "Client events go to channels that the sender is subscribed to.";
        if (PusherChannel.KindOf(channel) == PusherChannelKind.Public
            || channel.StartsWith(EncryptedPrefix, StringComparison.Ordinal))
            return "Client events go to private and presence channels only.";
        if (frame.Event.Length > options.MaxClientEventNameLength)
            return $"The name of a client event has at most {options.MaxClientEventNameLength} characters.";
        if (frame.Data is { } data && Encoding.UTF8.GetByteCount(data) > options.MaxClientEventBytes)
            return $"The data of a client event has at most {options.MaxClientEventBytes} bytes.";
        return null;
    }
}

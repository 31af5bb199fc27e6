using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Connections;

namespace Livecaller.Realtime.Nodes;

/// <summary>Reads the event of a finished frame, for the few that do not pass it on to a socket.</summary>
internal static class FrameDecoder
{
    public static BackplaneMessage Decode(ChannelAddress address, NodeEvent happened)
    {
        var payload = happened.Frame.Span[WebSocketFrames.HeaderLengthOf(happened.Frame.Span)..];
        return PusherFrameReader.TryRead(payload, out var frame, out var reason)
            ? new([address.Channel], frame.Event, frame.Data, happened.ExceptSocketId, AppId: address.AppId)
            : throw new InvalidDataException(reason);
    }
}

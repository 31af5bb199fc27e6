using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Connections;

namespace Livecaller.Realtime.Frames;

/// <summary>Dispatches the frames of clients to their handlers.</summary>
internal sealed class FrameDispatcher(SubscriptionHandler subscriptions, ClientEventHandler clientEvents)
{
    public ValueTask DispatchAsync(PusherConnection connection, PusherFrame frame)
    {
        if (frame.Event.StartsWith(PusherEventNames.ClientPrefix, StringComparison.Ordinal))
            return clientEvents.RelayAsync(connection, frame);

        switch (frame.Event)
        {
            case PusherEventNames.Ping:
                connection.Send(ServerFrames.Pong);
                break;
            case PusherEventNames.Pong:
                break;
            case PusherEventNames.Subscribe:
                subscriptions.Subscribe(connection, frame);
                break;
            case PusherEventNames.Unsubscribe:
                subscriptions.Unsubscribe(connection, frame);
                break;
            default:
                connection.RefuseFrame("Clients cannot send this event.", frame.Channel);
                return ValueTask.CompletedTask;
        }

        return ValueTask.CompletedTask;
    }

    public void End(PusherConnection connection) => subscriptions.End(connection);
}

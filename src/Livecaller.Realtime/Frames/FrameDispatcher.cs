using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Connections;

namespace Livecaller.Realtime.Frames;

/// <summary>Dispatches the frames of clients to their handlers.</summary>
internal static class FrameDispatcher
{
    public static ValueTask DispatchAsync(PusherConnection connection, PusherFrame frame)
    {
        if (frame.Event.StartsWith(PusherEventNames.ClientPrefix, StringComparison.Ordinal))
            return ClientEventHandler.RelayAsync(connection, frame);

        switch (frame.Event)
        {
            case PusherEventNames.Ping:
                connection.Send(ServerFrames.Pong);
                break;
            case PusherEventNames.Pong:
                break;
            case PusherEventNames.Subscribe:
                return SubscriptionHandler.SubscribeAsync(connection, frame);
            case PusherEventNames.Unsubscribe:
                SubscriptionHandler.Unsubscribe(connection, frame);
                break;
            case PusherEventNames.SignIn:
                return SignInHandler.SignInAsync(connection, frame);
            default:
                connection.RefuseFrame("Clients cannot send this event.", frame.Channel);
                return ValueTask.CompletedTask;
        }

        return ValueTask.CompletedTask;
    }

    public static void End(PusherConnection connection)
    {
        SubscriptionHandler.End(connection);
        connection.App.Users.SignOut(connection);
    }
}

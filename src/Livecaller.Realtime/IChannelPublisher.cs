namespace Livecaller.Realtime;

/// <summary>Broadcasts events to the subscribers of channels, on every node.</summary>
public interface IChannelPublisher
{
    /// <summary>Broadcasts one event.</summary>
    /// <param name="channels">The channels, at least one.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="dataJson">The payload as JSON text.</param>
    /// <param name="exceptSocketId">A socket that does not get it; null for none.</param>
    /// <param name="cancellationToken">Gives up handing the event to the backplane.</param>
    ValueTask PublishAsync(
        IReadOnlyList<string> channels, string eventName, string dataJson,
        string? exceptSocketId = null, CancellationToken cancellationToken = default);
}

/// <summary>Lets code in this process hear what is broadcast, as a subscriber would.</summary>
public interface IChannelListener
{
    /// <summary>Calls <paramref name="onEvent"/> for every event on a channel, until the result is disposed.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="onEvent">Must return quickly and not throw.</param>
    IDisposable Listen(string channel, Action<ChannelEvent> onEvent);
}

/// <summary>An event on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Name">The event's name.</param>
/// <param name="DataJson">The payload as JSON text.</param>
public sealed record ChannelEvent(string Channel, string Name, string DataJson);

/// <summary>Knows and ends connections from outside.</summary>
public interface IConnectionControl
{
    /// <summary>Closes a socket of this node; nothing happens when it is gone already.</summary>
    /// <param name="socketId">The socket's id.</param>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason in words.</param>
    void Close(string socketId, int code, string reason);

    /// <summary>Whether a socket is open on this node.</summary>
    /// <param name="socketId">The socket's id.</param>
    bool IsOpen(string socketId);
}

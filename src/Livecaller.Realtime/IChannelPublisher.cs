namespace Livecaller.Realtime;

/// <summary>Publishes events to the subscribers of channels on every node.</summary>
public interface IChannelPublisher
{
    /// <summary>Publishes an event.</summary>
    /// <param name="channels">The channels, at least one.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="dataJson">The payload as JSON text.</param>
    /// <param name="exceptSocketId">A socket that does not receive the event; null for none.</param>
    /// <param name="cancellationToken">Cancels the publishing.</param>
    ValueTask PublishAsync(
        IReadOnlyList<string> channels, string eventName, string dataJson,
        string? exceptSocketId = null, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event whose payload is UTF-8 already, as it comes from a serializer or a store.</summary>
    /// <param name="channels">The channels, at least one.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="dataUtf8">The payload as JSON text in UTF-8. It must not change until the call has completed.</param>
    /// <param name="exceptSocketId">A socket that does not receive the event; null for none.</param>
    /// <param name="cancellationToken">Cancels the publishing.</param>
    ValueTask PublishAsync(
        IReadOnlyList<string> channels, string eventName, ReadOnlyMemory<byte> dataUtf8,
        string? exceptSocketId = null, CancellationToken cancellationToken = default);
}

/// <summary>Looks up and closes connections.</summary>
public interface IConnectionControl
{
    /// <summary>Closes a socket of this node. Does nothing when there is no such socket.</summary>
    /// <param name="socketId">The socket's id.</param>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason, in English.</param>
    void Close(string socketId, int code, string reason);

    /// <summary>Closes all sockets of this node. Their clients can connect again.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason, in English.</param>
    void CloseAll(int code, string reason);

    /// <summary>Whether a socket is open on this node.</summary>
    /// <param name="socketId">The socket's id.</param>
    bool IsOpen(string socketId);
}

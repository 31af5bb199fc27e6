namespace Livecaller.Realtime;

/// <summary>Reaches the connections of a user who has signed in (<c>pusher:signin</c>), on every node.</summary>
public interface IUserPublisher
{
    /// <summary>Publishes an event to all connections of a user.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="dataJson">The payload as JSON text.</param>
    /// <param name="cancellationToken">Cancels the publishing.</param>
    ValueTask PublishAsync(string userId, string eventName, string dataJson, CancellationToken cancellationToken = default);

    /// <summary>Closes all connections of a user with 4009, after which clients do not reconnect.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="cancellationToken">Cancels the publishing.</param>
    ValueTask TerminateConnectionsAsync(string userId, CancellationToken cancellationToken = default);
}

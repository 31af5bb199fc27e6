namespace Livecaller.Realtime;

/// <summary>Carries events to every node that clients are connected to, the sending one included.</summary>
public interface IBackplane
{
    /// <summary>Hands an event over. Events that one caller publishes one after the other arrive in that order.</summary>
    /// <param name="message">The event.</param>
    /// <param name="cancellationToken">Gives up handing it over.</param>
    ValueTask PublishAsync(BackplaneMessage message, CancellationToken cancellationToken = default);

    /// <summary>Has every event handed to <paramref name="deliver"/>, one at a time for each publisher, until the result is disposed.</summary>
    /// <param name="deliver">Delivers to the sockets of this node; never blocks.</param>
    IDisposable Subscribe(Action<BackplaneMessage> deliver);
}

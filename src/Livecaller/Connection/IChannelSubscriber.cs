namespace Livecaller.Connection;

/// <summary>Receives the events of one channel. Called on the connection's loop, so every method returns at once.</summary>
internal interface IChannelSubscriber
{
    /// <summary>The subscription succeeded, for the first time or again: earlier events may have been missed.</summary>
    void OnSubscribed();

    /// <summary>An event was received.</summary>
    void OnEvent(string name, string data);

    /// <summary>
    /// The connection has the maximum number of channels, and the subscription is retried later. Until then the subscriber receives no events, and
    /// this is called repeatedly.
    /// </summary>
    void OnLimitReached();

    /// <summary>The channel was refused permanently for this credential.</summary>
    void OnRefused(int status, string credential);
}

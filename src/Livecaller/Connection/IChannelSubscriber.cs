namespace Livecaller.Connection;

/// <summary>Gets what happens on one channel. Called on the connection's own loop: every method returns at once.</summary>
internal interface IChannelSubscriber
{
    /// <summary>The subscription stands, for the first time or again: what was said before may have been missed.</summary>
    void OnSubscribed();

    /// <summary>An event came.</summary>
    void OnEvent(string name, string data);

    /// <summary>
    /// The connection has as many channels as the server allows; it is asked again later. Until then nothing is broadcast to the subscriber, and
    /// this is called now and then.
    /// </summary>
    void OnLimitReached();

    /// <summary>The channel is denied, for good, to whoever shows this credential.</summary>
    void OnRefused(int status, string credential);
}

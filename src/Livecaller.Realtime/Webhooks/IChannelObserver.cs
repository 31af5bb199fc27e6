namespace Livecaller.Realtime.Webhooks;

/// <summary>Is told what happens in the channels of an application on this node.</summary>
/// <remarks>Most methods are called under the lock of the channel, so that the order is right. They must not wait, and not call the channel.</remarks>
internal interface IChannelObserver
{
    /// <summary>A channel has its first subscriber.</summary>
    void OnOccupied(string channel);

    /// <summary>A channel has no subscribers any more.</summary>
    void OnVacated(string channel);

    /// <summary>A user has subscribed to a presence channel with a first socket.</summary>
    void OnMemberAdded(string channel, string userId);

    /// <summary>A user has left a presence channel with the last socket.</summary>
    void OnMemberRemoved(string channel, string userId);

    /// <summary>A cache channel had no event for a new subscriber.</summary>
    void OnCacheMiss(string channel);

    /// <summary>The subscribers of a channel are told how many they are.</summary>
    void OnSubscriptionCount(string channel, int count);

    /// <summary>A client has sent an event to the other subscribers of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="data">The event's data, as clients receive it.</param>
    /// <param name="socketId">The sender.</param>
    /// <param name="userIdJson">The sender's user id as JSON text; null unless it is a presence channel.</param>
    void OnClientEvent(string channel, string eventName, string? data, string socketId, string? userIdJson);
}

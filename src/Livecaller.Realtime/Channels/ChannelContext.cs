namespace Livecaller.Realtime.Channels;

/// <summary>What the channels of an application have in common.</summary>
/// <param name="Options">The limits.</param>
/// <param name="Cache">The last events of cache channels.</param>
/// <param name="Counts">Sends the numbers of subscribers of large channels; null when they are not sent.</param>
internal sealed record ChannelContext(PusherAppOptions Options, ChannelCache Cache, SubscriptionCountSchedule? Counts);

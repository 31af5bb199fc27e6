using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Webhooks;

namespace Livecaller.Realtime.Channels;

/// <summary>What the channels of an application have in common.</summary>
/// <param name="AppId">The application in the messages of the backplane; null for the first one.</param>
/// <param name="Options">The limits.</param>
/// <param name="Cache">The last events of cache channels.</param>
/// <param name="Counts">Sends the numbers of subscribers of large channels; null when they are not sent.</param>
/// <param name="Observer">Is told what happens in the channels; null when nobody wants to know.</param>
/// <param name="Nodes">Connects several nodes; null when there is one.</param>
internal sealed record ChannelContext(
    string? AppId, PusherAppOptions Options, ChannelCache Cache, SubscriptionCountSchedule? Counts, IChannelObserver? Observer,
    INodeBackplane? Nodes);

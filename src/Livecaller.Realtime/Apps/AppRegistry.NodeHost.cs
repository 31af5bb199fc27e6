using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Realtime.Apps;

internal sealed partial class AppRegistry
{
    private PusherApp? Of(ChannelAddress address) => address.AppId is null ? Default : FindById(address.AppId);

    /// <summary>The applications, as a backplane of several nodes sees them.</summary>
    private sealed class NodeHost(AppRegistry apps) : INodeHost
    {
        public IEnumerable<ChannelAddress> Occupied =>
            from app in apps._byId.Values
            from channel in app.Channels.Occupied
            select new ChannelAddress(app == apps.Default ? null : app.Options.AppId, channel.Name);

        public void Deliver(ChannelAddress address, NodeEvent happened) => apps.Of(address)?.Channels.Deliver(address.Channel, happened);

        public LocalSubscribers ReadLocal(ChannelAddress address) => Find(address)?.ReadLocal() ?? LocalSubscribers.None;

        // A channel that nobody here is subscribed to has nothing to keep.
        public bool Apply(ChannelAddress address, NodeChange change) => Find(address)?.Apply(change) ?? true;

        public long Revision(ChannelAddress address) => Find(address)?.Revision ?? 0;

        public void Replace(ChannelAddress address, IReadOnlyList<NodeSubscribers> nodes, long revision) => Find(address)?.Replace(nodes, revision);

        public void Forget(string node, Func<ChannelAddress, bool> isConcerned)
        {
            foreach (var address in Occupied.Where(isConcerned)) Find(address)?.Forget(node);
        }

        public void Keep(ChannelAddress address, ReadOnlyMemory<byte> frame, long revision) => Find(address)?.Keep(frame, revision);

        public SharedRules RulesOf(string? appId)
        {
            var app = appId is null ? apps.Default : apps.FindById(appId);
            if (app is null) return new(false, false, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            var options = app.Options;
            return new(options.SubscriptionCounts, app.Webhooks is not null, options.Webhooks.DebounceTime, options.CacheTimeToLive);
        }

        public void Report(ChannelAddress address, string? userId, bool isPresent) => apps.Of(address)?.Webhooks?.Report(address.Channel, userId, isPresent);

        private LiveChannel? Find(ChannelAddress address) => apps.Of(address)?.Channels.Find(address.Channel);
    }
}

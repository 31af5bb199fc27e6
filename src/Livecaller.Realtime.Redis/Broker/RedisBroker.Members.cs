using System.Text;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Nodes;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

// Reads who is subscribed on other nodes.
internal sealed partial class RedisBroker
{
    /// <summary>Returns who is subscribed on the other nodes; null when the broker is lost.</summary>
    public async Task<IReadOnlyList<NodeSubscribers>?> ReadAsync(ChannelAddress address, CancellationToken cancellationToken)
    {
        if (!IsUp) return null;
        try
        {
            return Parse(await Database.HashGetAllAsync(_keys.Channel(address)).WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Lose(e);
            return null;
        }
    }

    /// <summary>Returns the channels that are occupied on other nodes; null when the broker is lost.</summary>
    public async Task<IReadOnlyList<ChannelAddress>?> ListAsync(CancellationToken cancellationToken)
    {
        if (!IsUp) return null;
        try
        {
            string[] nodes;
            lock (_known) nodes = [.. _known];
            var lists = await Task.WhenAll(nodes.Select(node => Database.SetMembersAsync(_keys.OccupiedBy(node)))).WaitAsync(cancellationToken).ConfigureAwait(false);
            return [.. lists.SelectMany(list => list).Select(value => Keys.Read(value.ToString())).OfType<ChannelAddress>()];
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Lose(e);
            return null;
        }
    }

    private async Task ReloadAllAsync()
    {
        foreach (var chunk in Snapshot().Where(pair => pair.Value.Count > 0).Chunk(200))
            await Task.WhenAll(chunk.Select(pair => LoadAsync(pair.Key))).ConfigureAwait(false);
    }

    // What changes while it is read is newer.
    private async Task LoadAsync(ChannelAddress address)
    {
        if (IsShared(address))
        {
            var revision = _isGrace ? -1 : Host.Revision(address);
            if (await ReadAsync(address, CancellationToken.None).ConfigureAwait(false) is not { } nodes) return;
            foreach (var node in nodes) Know(node.Node);
            Host.Replace(address, nodes, revision);
        }

        if (PusherChannel.IsCache(address.Channel)) await LoadLastAsync(address).ConfigureAwait(false);
    }

    private async Task LoadLastAsync(ChannelAddress address)
    {
        var revision = Host.Revision(address);
        ReadOnlyMemory<byte> frame = await Database.StringGetAsync(_keys.LastOf(address)).ConfigureAwait(false);
        if (frame.IsEmpty) return;
        if (Connections.WebSocketFrames.IsText(frame.Span)) Host.Keep(address, frame, revision);
        else OnGarbage();
    }

    private List<NodeSubscribers> Parse(HashEntry[] entries)
    {
        var fields = entries.Select(entry => (Name: entry.Name.ToString(), entry.Value)).Where(field => field.Name.Length > Envelope.NodeLength).ToLookup(
            field => field.Name[1..(1 + Envelope.NodeLength)]);
        var nodes = new List<NodeSubscribers>();
        foreach (var node in fields.Where(node => node.Key != _node))
        {
            var parts = node.FirstOrDefault(field => field.Name.Length == 1 + Envelope.NodeLength && field.Name[0] == 'n').Value.ToString().Split(' ');
            if (parts.Length != 2 || !long.TryParse(parts[0], out var version) || !int.TryParse(parts[1], out var count)) continue;
            nodes.Add(new(node.Key, version, count, [.. node.Where(field => field.Name[0] == 'u').Select(field => MemberOf(field.Value)).OfType<PresenceMember>()]));
        }

        return nodes;
    }

    // Subscribers are told of the others in presence channels, and in all where counts are sent.
    private bool IsShared(ChannelAddress address) =>
        PusherChannel.KindOf(address.Channel) == PusherChannelKind.Presence || Host.RulesOf(address.AppId).SharesCounts;

    private static PresenceMember? MemberOf(RedisValue value) => ChangeContent.ReadMember(Encoding.UTF8.GetBytes(value.ToString()));
}

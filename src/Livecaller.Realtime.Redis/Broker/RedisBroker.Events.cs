using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Nodes;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

// The events that this node publishes, and those that it receives.
internal sealed partial class RedisBroker
{
    /// <summary>Sends an event to the other nodes. Never waits; while the broker is lost, the event is too.</summary>
    public void Publish(ChannelAddress address, NodeEvent happened)
    {
        if (!IsUp) return;
        var isKept = happened.Kind == NodeEventKind.Published && PusherChannel.IsCache(address.Channel);
        _outbox.Add(new(
            _keys.Events(address), Envelope.WriteEvent(_node, happened), isKept ? _keys.LastOf(address) : (RedisKey?)null, happened.Frame,
            isKept ? Host.RulesOf(address.AppId).CacheTimeToLive : default));
    }

    /// <summary>Sends a signal to the other nodes. Never waits.</summary>
    public void Send(string name, ReadOnlyMemory<byte> data)
    {
        if (IsUp) _outbox.Add(new(_keys.Signal(name), Envelope.Write(EnvelopeKind.Signal, _node, data.Span), null, default, default));
    }

    // The last event is stored first: who reads it after an event was published has that event.
    private Task SendAsync(OutgoingEvent outgoing)
    {
        if (outgoing.Last is not { } last) return Subscriber.PublishAsync(outgoing.Channel, outgoing.Envelope);
        var keeping = KeepAsync(last, outgoing);
        return Task.WhenAll(keeping, Subscriber.PublishAsync(outgoing.Channel, outgoing.Envelope));
    }

    private async Task KeepAsync(RedisKey last, OutgoingEvent outgoing)
    {
        try
        {
            await Database.StringSetAsync(last, outgoing.Frame, outgoing.KeepFor).ConfigureAwait(false);
        }
        catch (RedisServerException e) when (IsRefusal(e))
        {
            Refuse(TextOf(e));
        }
    }

    private void OnMessage(ChannelAddress address, RedisValue message)
    {
        if (Envelope.Read(message) is not { } envelope)
        {
            OnGarbage();
            return;
        }

        if (envelope.Node == _node) return;
        try
        {
            Receive(address, envelope);
        }
        catch (Exception e)
        {
            // The queue of the channel must go on.
            LogNotDelivered(e, address.Channel);
        }
    }

    private void Receive(ChannelAddress address, Envelope envelope)
    {
        switch (envelope.Kind)
        {
            case EnvelopeKind.Published or EnvelopeKind.FromClient or EnvelopeKind.Termination when envelope.ReadEvent() is { } happened:
                Host.Deliver(address, happened);
                break;
            case EnvelopeKind.Change when ChangeContent.Read(envelope.Node, envelope.Content.Span) is { } change:
                Know(envelope.Node);
                if (!Host.Apply(address, change)) _ = LoadAsync(address);
                break;
            default:
                OnGarbage();
                break;
        }
    }

    private void OnSignal(string name, RedisValue message)
    {
        if (Envelope.Read(message) is not { Kind: EnvelopeKind.Signal } envelope) OnGarbage();
        else if (envelope.Node != _node) _owner.OnSignal(name, envelope.Content);
    }

    [LoggerMessage(LogLevel.Error, "An event of another node in {Channel} could not be delivered.")]
    private partial void LogNotDelivered(Exception exception, string channel);
}

using Livecaller.Realtime.Nodes;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

// The lease of this node, and what is known of the others.
internal sealed partial class RedisBroker
{
    private readonly TaskCompletionSource _firstBeat = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private volatile Echo _echo = new(0);
    private TimeSpan _beatEvery;
    private long _beat;
    private DateTimeOffset _graceUntil;
    private bool _isGrace;

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        _beatEvery = TimeSpan.FromMilliseconds(Math.Clamp(_options.Lease.TotalMilliseconds / 5, 100, 2000));
        _connection ??= await ConnectionMultiplexer.ConnectAsync(_configuration).ConfigureAwait(false);
        var started = _time.GetUtcNow();
        try
        {
            await SubscribeToAllAsync().ConfigureAwait(false);
            var nodes = await ExchangeAsync().ConfigureAwait(false);
            if (IsUp)
            {
                Confirm(started);
                if (nodes.IsFresh) MarkAllChanged();
            }
            else
            {
                await RecoverAsync(started, cancellationToken).ConfigureAwait(false);
            }

            Forget(nodes);
            await ReapAsync(nodes.Dead).ConfigureAwait(false);
            if (Host.RulesOf(null).Reports) await ReportDueAsync().ConfigureAwait(false);
            if (IsRefusing) await ProbeAsync().ConfigureAwait(false);
            await MaintainAsync().ConfigureAwait(false);
            _firstBeat.TrySetResult();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Lose(e);
        }

        await Task.Delay(_beatEvery, _time, cancellationToken).ConfigureAwait(false);
    }

    // A beat that this node hears itself shows that it would hear the others.
    private async Task<Nodes> ExchangeAsync()
    {
        var number = ++_beat;
        var echo = _echo = new Echo(number);
        var answer = (RedisResult[])(await Database.ScriptEvaluateAsync(
            Scripts.Beat, [_keys.LeaseOf(_node), _keys.Nodes],
            [_node, (long)_options.Lease.TotalMilliseconds, _keys.Leases, (byte[])_keys.All!, Envelope.WriteBeat(_node, number)]).ConfigureAwait(false))!;
        await echo.Heard.Task.WaitAsync(_options.Timeout, _time).ConfigureAwait(false);
        if ((int)answer[0] < 0) Refuse((string)answer[3]!);
        return new((int)answer[0] == 1, (string[])answer[1]!, (string[])answer[2]!);
    }

    private void OnAll(RedisValue message)
    {
        if (Envelope.Read(message) is not { } envelope)
        {
            OnGarbage();
            return;
        }

        if (envelope.Kind == EnvelopeKind.Beat && envelope.Node == _node) _echo.Hear(envelope.ReadBeat());
        if (envelope.Kind == EnvelopeKind.Farewell && envelope.Node != _node) Forget(envelope.Node);
    }

    // After a broker has come back, the other nodes have the time of a lease to register again.
    private void Forget(Nodes nodes)
    {
        lock (_known)
        {
            _known.UnionWith(nodes.Alive);
            _known.Remove(_node);
        }

        if (_time.GetUtcNow() < _graceUntil) return;
        if (_isGrace)
        {
            _isGrace = false;
            _ = ReloadAllAsync();
        }

        string[] gone;
        lock (_known) gone = [.. _known.Except(nodes.Alive)];
        foreach (var node in gone) Forget(node);
    }

    private void Forget(string node)
    {
        lock (_known) _known.Remove(node);
        Host.Forget(node, address => _owner.IsOn(this, address));
    }

    private void Know(string node)
    {
        lock (_known) _known.Add(node);
    }

    private async Task RecoverAsync(DateTimeOffset started, CancellationToken cancellationToken)
    {
        _graceUntil = _time.GetUtcNow() + _options.Lease;
        _isGrace = true;
        await ResubscribeAsync(cancellationToken).ConfigureAwait(false);
        var (lastGood, isFirst) = Regain(started);
        MarkAllChanged();
        await ReloadAllAsync().ConfigureAwait(false);
        if (isFirst) return;
        LogRecovered(Name);
        _owner.OnRecovered(lastGood);
    }

    private async Task SayFarewellAsync()
    {
        try
        {
            await WriteAllAsync().ConfigureAwait(false);
            await Database.KeyDeleteAsync(_keys.LeaseOf(_node)).ConfigureAwait(false);
            await ReapAsync([_node]).ConfigureAwait(false);
            await Subscriber.PublishAsync(_keys.All, Envelope.Write(EnvelopeKind.Farewell, _node, [])).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            LogFarewell(e, Name);
        }
    }

    // The beat that is waited for.
    private sealed class Echo(long number)
    {
        public TaskCompletionSource Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Hear(long? heard)
        {
            if (heard == number) Heard.TrySetResult();
        }
    }

    private sealed record Nodes(bool IsFresh, IReadOnlyList<string> Alive, IReadOnlyList<string> Dead);

    [LoggerMessage(LogLevel.Information, "Redis at {Broker} answers again.")]
    private partial void LogRecovered(string broker);

    [LoggerMessage(LogLevel.Information, "Redis at {Broker} could not be told that this node ends. The others notice when its lease expires.")]
    private partial void LogFarewell(Exception exception, string broker);
}

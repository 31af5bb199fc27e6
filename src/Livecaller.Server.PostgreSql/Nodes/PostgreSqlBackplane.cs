using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Livecaller.Realtime;
using Livecaller.Realtime.Nodes;
using Livecaller.Server.PostgreSql.Storage;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.PostgreSql.Nodes;

/// <summary>Carries events and signals between the nodes of a database, by notifications of PostgreSQL. Every node receives all of them.</summary>
/// <remarks>Subscribers of this node receive an event in the publishing call, whatever the database does. Members of channels are not carried.</remarks>
internal sealed partial class PostgreSqlBackplane : IBackplane, INodeSignals, IAsyncDisposable, IDisposable
{
    private readonly PostgreSqlSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger<PostgreSqlBackplane> _logger;
    private readonly NodeLink _link;
    private readonly NodeSender _sender;
    private readonly NodeListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, ImmutableList<Action<ReadOnlyMemory<byte>>>> _signals = new(StringComparer.Ordinal);
    private ImmutableList<Action<BackplaneMessage>> _subscribers = [];
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    public PostgreSqlBackplane(PostgreSqlSource source, TimeProvider time, ILogger<PostgreSqlBackplane> logger)
    {
        (_source, _time, _logger) = (source, time, logger);
        var node = RandomNumberGenerator.GetHexString(NodeBatch.NodeLength, lowercase: true);
        _link = new NodeLink(time, logger);
        _sender = new NodeSender(source, _link, node, time);
        _listener = new NodeListener(source, _sender, _link, node, time);
    }

    public event Action<DateTimeOffset>? Recovered;

    public bool HasOthers => true;

    /// <summary>Whether the other nodes are heard.</summary>
    public bool IsUp => _link.IsUp;

    public ValueTask PublishAsync(BackplaneMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var deliver in _subscribers) deliver(message);
        _sender.Add(NodeItem.Of(message));
        return ValueTask.CompletedTask;
    }

    public IDisposable Subscribe(Action<BackplaneMessage> deliver)
    {
        ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Add(one), deliver);
        return new Ending(() => ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Remove(one), deliver));
    }

    public void Send(string name, ReadOnlyMemory<byte> data) => _sender.Add(new() { Signal = name, SignalData = data.ToArray() });

    public IDisposable Receive(string name, Action<ReadOnlyMemory<byte>> onSignal)
    {
        _signals.AddOrUpdate(name, [onSignal], (_, all) => all.Add(onSignal));
        return new Ending(() => _signals.AddOrUpdate(name, [], (_, all) => all.Remove(onSignal)));
    }

    /// <summary>Connects, and keeps connected. Completes when the first attempt has succeeded or failed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CreateTableAsync(cancellationToken).ConfigureAwait(false);
        _running = Task.WhenAll(
            Task.Run(() => _listener.RunAsync(OnItem, missedSince => Recovered?.Invoke(missedSince), _stopping.Token), CancellationToken.None),
            Task.Run(() => _sender.RunAsync(_stopping.Token), CancellationToken.None));
        await _listener.FirstBeat.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what waits, and ends.</summary>
    public async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await StopAsync().ConfigureAwait(false);
        _sender.Dispose();
        _stopping.Dispose();
    }

    // What is longer than a notification. A crash of the database empties it, which costs no more than the crash itself.
    private async Task CreateTableAsync(CancellationToken cancellationToken)
    {
        var command = _source.Source.CreateCommand(
            $"""
            BEGIN;
            SELECT pg_advisory_xact_lock({AdvisoryLocks.NodeBatches});
            CREATE UNLOGGED TABLE IF NOT EXISTS "NodeBatches" (
                "Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Batch" text NOT NULL, "CreatedAt" timestamp with time zone NOT NULL DEFAULT now());
            COMMIT;
            """);
        await using var commandLifetime = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private void OnItem(NodeItem item)
    {
        try
        {
            if (item.Signal is not { } name)
            {
                var message = item.ToMessage();
                foreach (var deliver in _subscribers) deliver(message);
            }
            else
            {
                foreach (var onSignal in _signals.GetValueOrDefault(name, [])) onSignal(item.SignalData);
            }
        }
        catch (Exception e)
        {
            // The others of the batch must arrive.
            LogNotDelivered(e, item.Signal ?? item.Event);
        }
    }

    [LoggerMessage(LogLevel.Error, "The event or signal {Name} of another node could not be delivered.")]
    private partial void LogNotDelivered(Exception exception, string? name);

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

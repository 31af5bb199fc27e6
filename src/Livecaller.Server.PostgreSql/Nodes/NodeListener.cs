using Livecaller.Server.PostgreSql.Storage;

namespace Livecaller.Server.PostgreSql.Nodes;

/// <summary>Listens on a connection of its own, and connects again when it is lost. The beats that it hears show that notifications are sent and delivered.</summary>
/// <param name="source">The connections.</param>
/// <param name="sender">Sends the beats.</param>
/// <param name="link">Told whether all is well.</param>
/// <param name="node">This node.</param>
/// <param name="time">The time.</param>
internal sealed class NodeListener(PostgreSqlSource source, NodeSender sender, NodeLink link, string node, TimeProvider time)
{
    /// <summary>The channel of PostgreSQL.</summary>
    public const string Channel = "livecaller";

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _received = new();
    private long _sentBeat;
    private long _heardBeat;

    /// <summary>Completes with the first beat, or when it has failed.</summary>
    public Task FirstBeat => _first.Task;

    /// <summary>Listens until it is cancelled.</summary>
    /// <param name="onItem">Takes an event or signal of another node.</param>
    /// <param name="onRecovered">Called when something may have been missed since a time, and all is well again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<NodeItem> onItem, Action<DateTimeOffset> onRecovered, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(onItem, onRecovered, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: the next attempt may succeed.
                link.Lose(e);
                _first.TrySetResult();
                await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(Action<NodeItem> onItem, Action<DateTimeOffset> onRecovered, CancellationToken cancellationToken)
    {
        var connection = await source.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var connectionLifetime = connection.ConfigureAwait(false);
        _received.Clear();
        connection.Notification += OnNotification;
        try
        {
            using (var listen = new NpgsqlCommand("LISTEN " + Channel, connection)) await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var sent = time.GetUtcNow();
                await sender.BeatAsync(++_sentBeat, cancellationToken).ConfigureAwait(false);
                if (!await ReceiveAsync(connection, onItem, Timeout, () => _heardBeat >= _sentBeat, cancellationToken).ConfigureAwait(false))
                    throw new TimeoutException("it does not deliver notifications");
                if (link.Confirm(sent) is { } missedSince) onRecovered(missedSince);
                _first.TrySetResult();
                await ReceiveAsync(connection, onItem, BeatEvery, () => false, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            connection.Notification -= OnNotification;
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel == Channel) _received.Enqueue(notification.Payload);
    }

    // Returns whether it has ended before the time was over.
    private async Task<bool> ReceiveAsync(NpgsqlConnection connection, Action<NodeItem> onItem, TimeSpan duration, Func<bool> hasEnded, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            while (_received.TryDequeue(out var text)) await HandleAsync(text, onItem, cancellationToken).ConfigureAwait(false);
            if (hasEnded()) return true;
            var left = duration - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || (!await connection.WaitAsync(left, cancellationToken).ConfigureAwait(false) && _received.Count == 0)) return false;
        }
    }

    private async Task HandleAsync(string text, Action<NodeItem> onItem, CancellationToken cancellationToken)
    {
        if (NodeBatch.Read(text) is not { } batch)
        {
            link.OnGarbage();
            return;
        }

        if (batch.Node == node)
        {
            if (batch.Kind == NodeBatchKind.Beat) _heardBeat = batch.Number;
            return;
        }

        if (batch.Kind == NodeBatchKind.Beat) return;
        var content = batch.Kind == NodeBatchKind.Row ? await ReadRowAsync(batch.Number, cancellationToken).ConfigureAwait(false) : batch;
        if (content?.ReadItems() is not { } items) link.OnGarbage();
        else foreach (var item in items) onItem(item);
    }

    // A row that is gone was missed: this node was away for a minute, or the database has crashed.
    private async Task<NodeBatch?> ReadRowAsync(long id, CancellationToken cancellationToken)
    {
        var command = source.Source.CreateCommand("""SELECT "Batch" FROM "NodeBatches" WHERE "Id" = $1""");
        await using var commandLifetime = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is string text) return NodeBatch.Read(text) is { Kind: NodeBatchKind.Items } batch ? batch : null;
        link.Lose(new InvalidOperationException("a batch of another node is gone"));
        return new NodeBatch(node, NodeBatchKind.Items, "[]");
    }
}

using System.Text;
using Livecaller.Server.PostgreSql.Storage;

namespace Livecaller.Server.PostgreSql.Nodes;

/// <summary>Sends to the other nodes, in order and without anybody waiting: what is added while a notification is on its way goes with the next one.</summary>
internal sealed class NodeSender(PostgreSqlSource source, NodeLink link, string node, TimeProvider time) : IDisposable
{
    // A notification is shorter than 8,000 bytes: https://www.postgresql.org/docs/current/sql-notify.html
    private const int MaxBytes = 7_999;
    private const int MaxItemsTogether = 500;
    private const int MaxCharactersTogether = 1_000_000;
    private const int MaxWaiting = 20_000;
    private const long MaxWaitingCharacters = 32_000_000;
    private static readonly TimeSpan CleanUpEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _added = new(0, 1);
    private readonly Queue<NodeItem> _waiting = new();
    private long _characters;
    private long? _cleanedUp;

    /// <summary>Adds an event or a signal. Never waits.</summary>
    public void Add(NodeItem item)
    {
        lock (_gate)
        {
            if (_waiting.Count < MaxWaiting && _characters < MaxWaitingCharacters)
            {
                _waiting.Enqueue(item);
                _characters += LengthOf(item);
                if (_added.CurrentCount == 0) _added.Release();
                return;
            }
        }

        link.Lose(new TimeoutException("it takes notifications more slowly than they are sent"));
    }

    /// <summary>Sends until it is cancelled, and then what is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await _added.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (Take() is { Count: > 0 } items) await SendAsync(items).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a beat.</summary>
    public Task BeatAsync(long number, CancellationToken cancellationToken) => ExecuteAsync("SELECT pg_notify($1, $2)", cancellationToken, NodeListener.Channel, NodeBatch.Beat(node, number));

    public void Dispose() => _added.Dispose();

    // One that has failed is caught up from the log, like everything that waits.
    private async Task SendAsync(List<NodeItem> items)
    {
        try
        {
            var text = NodeBatch.Write(node, items);
            if (Encoding.UTF8.GetByteCount(text) <= MaxBytes) await ExecuteAsync("SELECT pg_notify($1, $2)", CancellationToken.None, NodeListener.Channel, text).ConfigureAwait(false);
            else await SendRowAsync(text).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Clear();
            link.Lose(e);
        }
    }

    private async Task SendRowAsync(string text)
    {
        await ExecuteAsync(
            """WITH batch AS (INSERT INTO "NodeBatches" ("Batch") VALUES ($3) RETURNING "Id") SELECT pg_notify($1, $2 || "Id") FROM batch""",
            CancellationToken.None, NodeListener.Channel, NodeBatch.RowPrefix(node), text).ConfigureAwait(false);
        if (_cleanedUp is { } last && time.GetElapsedTime(last) < CleanUpEvery) return;
        _cleanedUp = time.GetTimestamp();
        await ExecuteAsync("""DELETE FROM "NodeBatches" WHERE "CreatedAt" < now() - interval '1 minute'""", CancellationToken.None).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params string[] values)
    {
        var command = source.Source.CreateCommand(sql);
        await using var commandLifetime = command.ConfigureAwait(false);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private List<NodeItem> Take()
    {
        List<NodeItem> items = [];
        lock (_gate)
        {
            var characters = 0L;
            while (items.Count < MaxItemsTogether && characters < MaxCharactersTogether && _waiting.TryDequeue(out var item))
            {
                items.Add(item);
                characters += LengthOf(item);
            }

            _characters -= characters;
        }

        return items;
    }

    private void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _characters = 0;
        }
    }

    private static int LengthOf(NodeItem item) => 100 + (item.Data?.Length ?? 0) + (item.SignalData?.Length ?? 0);
}

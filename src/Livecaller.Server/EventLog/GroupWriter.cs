using Livecaller.Server.Realtime;

namespace Livecaller.Server.EventLog;

// Stores the grouped writes whose turns follow each other in one transaction, and acknowledges them after it. A commit waits for the disk, so it
// has a thread of its own, and what arrives meanwhile is the next group.
internal sealed partial class GroupWriter : IDisposable
{
    /// <summary>The maximum number of writes in one transaction.</summary>
    public const int MaxWrites = 64;

    // How long after a change of the address its calls are expected to go on.
    private static readonly TimeSpan SharedFor = TimeSpan.FromMilliseconds(100);

    private readonly WriteTurns _turns;
    private readonly IDbContextFactory<LivecallerDbContext> _contexts;
    private readonly LivecallerDatabase _database;
    private readonly Broadcaster _broadcaster;
    private readonly TimeProvider _time;
    private readonly ILogger<GroupWriter> _logger;
    private readonly SemaphoreSlim _begin = new(0);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _callers = [];
    private readonly Thread _thread;
    private string? _lastCaller;
    private long _sharedAt;
    private LogConnection? _log;
    private volatile bool _isDisposed;

    public GroupWriter(
        WriteTurns turns, IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database, Broadcaster broadcaster, TimeProvider time, ILogger<GroupWriter> logger)
    {
        (_turns, _contexts, _database, _broadcaster, _time, _logger) = (turns, contexts, database, broadcaster, time, logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "Livecaller log" };
        _thread.UnsafeStart();
        turns.GroupBegins += Begin;
    }

    /// <summary>How many transactions were committed.</summary>
    public long Transactions { get; private set; }

    /// <summary>Waits for the turn of a write, and for the transaction that it is part of.</summary>
    /// <exception cref="StorageBusyException">Other writers took too long.</exception>
    public async Task<T> WriteAsync<T>(GroupedWrite<T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(WriteGate.Patience, _time);
        _turns.Join(write);
        using var late = patience.Token.UnsafeRegister(_ =>
        {
            if (_turns.Leave(write)) write.Fail(new StorageBusyException());
        }, null);
        using var gone = cancellationToken.UnsafeRegister(_ =>
        {
            if (_turns.Leave(write)) write.Cancel(cancellationToken);
        }, null);
        return await write.Task.ConfigureAwait(false);
    }

    /// <summary>Closes the connection. The next group opens another one.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _log?.Dispose();
            _log = null;
        }
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _turns.GroupBegins -= Begin;
        Begin();
        _thread.Join();
        Close();
        _begin.Dispose();
    }

    private void Begin() => _begin.Release();

    private void Run()
    {
        while (true)
        {
            _begin.Wait();
            if (_isDisposed) return;
            List<GroupedWrite> group = [];
            try
            {
                lock (_lock) Store(group);
            }
            catch (Exception e)
            {
                Separate(group, e);
            }
            finally
            {
                _turns.Release();
            }
        }
    }

    // Each write of a group that could not be stored gets a transaction of its own, unless waiting for the database again would help nobody. After a
    // lost connection that is one with a new connection, whose loss is not waited for twice.
    private void Separate(List<GroupedWrite> group, Exception fault)
    {
        var isLost = StorageFaults.IsUnavailable(fault);
        if (StorageFaults.IsBusy(fault) || (group.Count == 1 && !isLost))
        {
            foreach (var write in group) write.Fail(fault);
            return;
        }

        if (group.Count > 1) LogSeparated(fault, group.Count);
        Exception? lostAgain = null;
        foreach (var write in group)
        {
            if ((lostAgain ?? StoreAlone(write)) is not { } own) continue;
            write.Fail(own);
            if (StorageFaults.IsUnavailable(own)) lostAgain = own;
        }
    }

    private Exception? StoreAlone(GroupedWrite write)
    {
        try
        {
            lock (_lock) Store([], write);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    // With one write given, it is the only one. Otherwise those whose turn it is are added to the group.
    private void Store(List<GroupedWrite> group, GroupedWrite? only = null)
    {
        if ((only ?? _turns.TakeGrouped()) is not { } next) return;
        group.Add(next);
        _callers.Clear();
        LogBatch batch;
        try
        {
            _log ??= new LogConnection(_contexts, _database);
            using var transaction = _log.Begin();
            batch = new LogBatch(_log, _time.GetUtcNow());
            if (_database.LocksRows) LockAll(_log, group, isAlone: only is not null);
            foreach (var write in group) write.Run(batch);
            while (!_database.LocksRows && only is null && group.Count < MaxWrites && Following(next) is { } following)
            {
                group.Add(following);
                following.Run(batch);
            }

            transaction.Commit();
            Transactions++;
        }
        catch
        {
            // Whatever state it is in.
            Close();
            throw;
        }

        _broadcaster.Enqueue(batch.Broadcasts);
        foreach (var write in group) write.Complete();
    }

    // All conversations are locked at once and in one order, so that the groups of two servers never wait for each other.
    private void LockAll(LogConnection log, List<GroupedWrite> group, bool isAlone)
    {
        while (!isAlone && group.Count < MaxWrites && Following(group[0]) is { } following) group.Add(following);
        log.Lock(group.SelectMany(w => w.Conversations).ToHashSet());
    }

    // While several addresses send, a group has one write of each: nobody waits for the commit of what another one sends at once, and who sends
    // most doesn't fill the time in between.
    private GroupedWrite? Following(GroupedWrite first)
    {
        if (_callers.Count == 0)
        {
            _callers.Add(first.Caller);
            if (_lastCaller is { } last && last != first.Caller) _sharedAt = _time.GetTimestamp();
            _lastCaller = first.Caller;
        }

        var isShared = _callers.Count > 1 || _time.GetElapsedTime(_sharedAt) < SharedFor;
        if (_turns.TakeGrouped(isShared ? _callers : null) is not { } next) return null;
        if (_callers.Add(next.Caller)) _sharedAt = _time.GetTimestamp();
        _lastCaller = next.Caller;
        return next;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} changes could not be stored together. Each is stored by itself.")]
    private partial void LogSeparated(Exception exception, int count);
}

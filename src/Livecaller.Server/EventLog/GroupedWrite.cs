namespace Livecaller.Server.EventLog;

// A change of a conversation that is stored in one transaction with others, and succeeds or fails by itself. It can run more than once, so it
// changes nothing but what it is given.
internal abstract class GroupedWrite : WriteTurn
{
    /// <summary>The ids of the conversations that it changes.</summary>
    public abstract IEnumerable<string> Conversations { get; }

    /// <summary>Makes the change. What it throws undoes the transaction, after which each write of the group runs in one of its own.</summary>
    public abstract void Run(LogBatch batch);

    /// <summary>Tells the caller that the change is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel(CancellationToken cancellationToken);
}

internal abstract class GroupedWrite<T> : GroupedWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public sealed override void Run(LogBatch batch) => _result = Write(batch);

    public sealed override void Complete() => _done.TrySetResult(_result!);

    public sealed override void Fail(Exception exception) => _done.TrySetException(exception);

    public sealed override void Cancel(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);

    /// <summary>Makes the change. Nothing must be written when the result is a problem.</summary>
    protected abstract T Write(LogBatch batch);
}

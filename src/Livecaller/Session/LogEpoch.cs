namespace Livecaller.Session;

/// <summary>
/// Watches the epoch of the server's logs. Another one than before means that the server lost events, for example because a backup was restored: what
/// was remembered by sequence does not fit its logs any more.
/// </summary>
internal sealed class LogEpoch(SessionState session, Fence fence)
{
    private volatile TaskCompletionSource? _settling;

    /// <summary>Completes when the messages that the server lost, if it did, are about to be sent again: newer ones follow them.</summary>
    public Task Settled => _settling?.Task ?? Task.CompletedTask;

    /// <summary>Raised inside the fence, when the session has the new epoch.</summary>
    public event Action? Changing;

    /// <summary>Raised afterwards.</summary>
    public event Action? Changed;

    /// <summary>The server reports its epoch; null for a server without epochs.</summary>
    public void Observe(string? epoch)
    {
        if (epoch is null || epoch == session.Epoch) return;
        var isOther = false;
        fence.TryRun(() =>
        {
            isOther = session.BeginEpoch(epoch);
            if (!isOther) return;
            _settling?.TrySetResult();
            _settling = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Changing?.Invoke();
        });
        if (isOther) Changed?.Invoke();
    }

    /// <summary>Newer messages need not wait any longer.</summary>
    public void Settle() => _settling?.TrySetResult();
}

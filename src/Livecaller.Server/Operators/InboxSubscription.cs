using System.Runtime.CompilerServices;

namespace Livecaller.Server.Operators;

/// <summary>
/// A list of the inbox and what changes in it. Changes wait until they are read, the last one of each conversation only: a reader that is slow costs
/// little, and always gets the newest state.
/// </summary>
public sealed partial class InboxSubscription : IDisposable
{
    // How long a role or account that was changed can be unknown. The end of a session is told at once.
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10);

    private readonly IOperatorService _desk;
    private readonly OperatorCaller _caller;
    private readonly InboxQuery _query;
    private readonly InboxChangeFeed _feed;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private IDisposable? _session;
    private long _checkedAt;

    private InboxSubscription(IOperatorService desk, OperatorCaller caller, InboxQuery query, InboxChangeFeed feed, TimeProvider time) =>
        (_desk, _caller, _query, _feed, _time) = (desk, caller, query, feed, time);

    /// <summary>The first page of the list, as it was when the subscription began.</summary>
    public InboxPage Page { get; private set; } = new([], false);

    /// <summary>The counts of all lists at that time.</summary>
    public InboxCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Why the changes have ended; null when they have not, or the subscription was disposed.</summary>
    public Problem? End { get; private set; }

    /// <summary>Listens first and reads then, so that nothing falls between the two.</summary>
    internal static async Task<Outcome<InboxSubscription>> StartAsync(
        IOperatorService desk, OperatorCaller caller, InboxQuery query, InboxChangeFeed feed, OperatorSessionListeners sessions, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var subscription = new InboxSubscription(desk, caller, query, feed, time);
        try
        {
            feed.Add(subscription);
            if (caller.SessionId is { } session) subscription._session = sessions.Subscribe(session, _ => subscription.Finish(OperatorAccess.SessionEnded));
            if (await subscription.LoadAsync(cancellationToken).ConfigureAwait(false) is not { } problem) return subscription;
            subscription.Dispose();
            return problem;
        }
        catch
        {
            subscription.Dispose();
            throw;
        }
    }

    /// <summary>Returns the changes, those together that have happened since the last look. One caller at a time.</summary>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public async IAsyncEnumerable<IReadOnlyList<InboxChange>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_time.GetElapsedTime(_checkedAt) >= CheckEvery && await CheckAsync(cancellationToken).ConfigureAwait(false) is { } refused) Finish(refused);
            if (_ended.IsCancellationRequested) yield break;
            if (TakePending() is { } changes)
            {
                if (changes.Count > 0) yield return changes;
                continue;
            }

            if (await LoadAsync(cancellationToken).ConfigureAwait(false) is { } problem) Finish(problem);
            else yield return [new InboxReloaded(Page), new InboxCountsChanged(Counts)];
        }
    }

    /// <summary>Reads the page behind a conversation. Its conversations belong to the list from then on.</summary>
    /// <param name="before">The last conversation that is known.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<Outcome<InboxPage>> ReadMoreAsync(ConversationId before, CancellationToken cancellationToken = default)
    {
        var more = await _desk.ListAsync(_caller, _query with { Before = before }, cancellationToken).ConfigureAwait(false);
        if (more.IsSuccess) AddListed(more.Value);
        return more;
    }

    /// <summary>Ends the subscription.</summary>
    public void Dispose()
    {
        _feed.Remove(this);
        _session?.Dispose();
        Stop();
    }

    private void Finish(Problem reason)
    {
        End ??= reason;
        _feed.Remove(this);
        Stop();
    }

    private async Task<Problem?> LoadAsync(CancellationToken cancellationToken)
    {
        var counts = await _desk.CountAsync(_caller, cancellationToken).ConfigureAwait(false);
        if (!counts.IsSuccess) return counts.Problem;
        var page = await _desk.ListAsync(_caller, _query, cancellationToken).ConfigureAwait(false);
        if (!page.IsSuccess) return page.Problem;
        _checkedAt = _time.GetTimestamp();
        (Page, Counts) = (page.Value, counts.Value);
        Begin(page.Value, counts.Value);
        return null;
    }

    private async Task<Problem?> CheckAsync(CancellationToken cancellationToken)
    {
        _checkedAt = _time.GetTimestamp();
        return (await _desk.CountAsync(_caller, cancellationToken).ConfigureAwait(false)).Problem;
    }
}

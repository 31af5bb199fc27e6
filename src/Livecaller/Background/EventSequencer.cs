namespace Livecaller.Background;

/// <summary>Puts the events of a conversation in order: each is dispatched once, and not before the event preceding it.</summary>
/// <param name="cursor">The position to continue from.</param>
/// <param name="fetch">Fetches a page of the log after a sequence.</param>
/// <param name="dispatch">Dispatches the next event.</param>
/// <param name="logger">The log.</param>
internal sealed partial class EventSequencer(
    EventCursor cursor, Func<long, CancellationToken, Task<EventPage>> fetch, Action<FollowedEvent> dispatch, ILogger logger)
{
    /// <summary>Takes a broadcast event.</summary>
    public async Task OfferAsync(FollowedEvent e, CancellationToken cancellationToken)
    {
        if (cursor.Compare(e.Sequence) == CursorPosition.Gap) await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        Take(e);
    }

    /// <summary>Fetches what is in the log after the cursor.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = cursor.Position;
            var page = await fetch(before, cancellationToken).ConfigureAwait(false);
            foreach (var e in page.Data.OrderBy(e => e.Sequence)) Take(new(e.Sequence, e.Type, new(e.Data)));
            if (page.LastSequence < before)
            {
                // The server lost its newest events, for example after a restored backup: the next ones would look like duplicates.
                LogRewound(before, page.LastSequence);
                cursor.MoveTo(page.LastSequence);
            }

            if (cursor.Position >= page.LastSequence) return;
            if (cursor.Position == before)
            {
                // Asking again would return the same page.
                LogHole(before + 1, page.LastSequence);
                return;
            }
        }
    }

    private void Take(FollowedEvent e)
    {
        var position = cursor.Compare(e.Sequence);
        if (position == CursorPosition.Duplicate) return;
        if (position == CursorPosition.Gap) LogHole(cursor.Position + 1, e.Sequence - 1);
        cursor.MoveTo(e.Sequence);
        dispatch(e);
    }

    [LoggerMessage(LogLevel.Error, "The events {First} to {Last} are missing in the server's log.")]
    private partial void LogHole(long first, long last);

    [LoggerMessage(LogLevel.Error, "The server's log ends at {Last}, before the cursor at {Position}.")]
    private partial void LogRewound(long position, long last);
}

/// <summary>A logged event, from the socket or from the log.</summary>
internal readonly record struct FollowedEvent(long Sequence, string Type, EventPayload Data);

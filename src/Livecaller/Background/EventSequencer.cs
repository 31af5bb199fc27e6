using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Background;

/// <summary>Puts a conversation's events in order: each is handed on once, none before the one before it.</summary>
/// <param name="cursor">Where to go on.</param>
/// <param name="fetch">Gets a page of the log after a sequence.</param>
/// <param name="handOn">Takes the next event.</param>
/// <param name="logger">Gets what the server cannot fill.</param>
internal sealed partial class EventSequencer(
    EventCursor cursor, Func<long, CancellationToken, Task<EventPage>> fetch, Action<FollowedEvent> handOn, ILogger logger)
{
    /// <summary>Takes an event that was broadcast.</summary>
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
                // The server lost its newest events, as after a restored backup: its next ones would pass for duplicates.
                LogRewound(before, page.LastSequence);
                cursor.MoveTo(page.LastSequence);
            }

            if (cursor.Position >= page.LastSequence) return;
            if (cursor.Position == before)
            {
                // Asking again would give the same.
                LogHole(before + 1, page.LastSequence);
                return;
            }
        }
    }

    private void Take(FollowedEvent e)
    {
        var verdict = cursor.Compare(e.Sequence);
        if (verdict == CursorPosition.Duplicate) return;
        if (verdict == CursorPosition.Gap) LogHole(cursor.Position + 1, e.Sequence - 1);
        cursor.MoveTo(e.Sequence);
        handOn(e);
    }

    [LoggerMessage(LogLevel.Error, "The events {First} to {Last} are missing in the server's log.")]
    private partial void LogHole(long first, long last);

    [LoggerMessage(LogLevel.Error, "The server's log ends at {Last}, before the cursor at {Position}.")]
    private partial void LogRewound(long position, long last);
}

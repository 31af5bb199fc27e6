using System.Collections.Concurrent;
using Livecaller.Server.Conversations;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Availability;

/// <summary>Who is there and how fast answers come. Kept, because every chat that opens asks for it.</summary>
internal sealed class AvailabilityReader(IDbContextFactory<LivecallerDbContext> contexts, AnswerTimes answers, TimeProvider time)
{
    private const int MaxOperators = 3;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    // A session that is used is noted every 5 minutes.
    private static readonly TimeSpan SeenWithin = TimeSpan.FromMinutes(6);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    public async Task<WidgetAvailability> ReadAsync(string widgetId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var kept = _kept.AddOrUpdate(widgetId, id => New(id, now), (id, known) => known.IsFresh(now) ? known : New(id, now));
        return await kept.Read.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Kept New(string widgetId, DateTimeOffset now) => new(now, new(() => ReadNowAsync(widgetId, now)));

    private async Task<WidgetAvailability> ReadNowAsync(string widgetId, DateTimeOffset now)
    {
        using var db = await contexts.CreateDbContextAsync().ConfigureAwait(false);
        var since = now - SeenWithin;
        var seen = await db.OperatorSessions.AsNoTracking().Where(OperatorSessions.IsActive(db, now)).Where(s => s.LastSeenAt >= since)
            .GroupBy(s => s.OperatorId).Select(s => new { Id = s.Key, At = s.Max(x => x.LastSeenAt) })
            .OrderByDescending(s => s.At).Take(MaxOperators).ToListAsync().ConfigureAwait(false);
        var ids = seen.Select(s => s.Id).ToList();
        var operators = ids.Count == 0 ? [] : await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync().ConfigureAwait(false);
        var (answer, place) = await answers.ReadAsync(db, widgetId, now).ConfigureAwait(false);
        return new()
        {
            Operators = [.. ids.Select(id => operators.Find(o => o.Id == id)).OfType<LivecallerOperator>().Select(ConversationPayloads.ToSummary)],
            AnswerSeconds = answer,
            PlaceSeconds = place,
        };
    }

    private sealed record Kept(DateTimeOffset At, Lazy<Task<WidgetAvailability>> Read)
    {
        // What failed is not kept, and a clock that was set back asks once more than necessary.
        public bool IsFresh(DateTimeOffset now) => now >= At && now - At < KeptFor && !(Read.IsValueCreated && (Read.Value.IsFaulted || Read.Value.IsCanceled));
    }
}

namespace Livecaller.Server.Team;

// Records when operators were online: while a session of theirs is used, unless they are away or offline by their own setting.
internal static class OperatorPresence
{
    /// <summary>For how long an operator counts as online after a session was used, which is noted every 5 minutes.</summary>
    public static readonly TimeSpan SeenWithin = TimeSpan.FromMinutes(6);

    // A browser that was without a connection for a moment ends nothing.
    private static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(10);

    /// <summary>Notes in a transaction that operators are there.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="operators">The operators.</param>
    /// <param name="now">The time.</param>
    /// <param name="begins">Whether they were not online before.</param>
    public static async Task NoteAsync(LivecallerDbContext db, IEnumerable<Guid> operators, DateTimeOffset now, bool begins = false)
    {
        foreach (var id in operators.Distinct())
        {
            if (!begins && await db.OperatorProfiles.AnyAsync(p => p.OperatorId == id && p.Availability != OperatorAvailability.Online).ConfigureAwait(false)) continue;
            var last = await db.OperatorPresence.Where(p => p.OperatorId == id).OrderByDescending(p => p.From).FirstOrDefaultAsync().ConfigureAwait(false);
            if (last is not null && (last.From >= now || (!begins && now - last.Until <= MaxGap))) last.Until = now > last.Until ? now : last.Until;
            else db.OperatorPresence.Add(new() { OperatorId = id, From = now, Until = now });
        }
    }

    /// <summary>Notes in a transaction that an operator has changed the own availability.</summary>
    public static Task ChangeAsync(LivecallerDbContext db, Guid id, OperatorAvailability before, OperatorAvailability after, DateTimeOffset now)
    {
        if (before == after) return Task.CompletedTask;
        if (after == OperatorAvailability.Online) return NoteAsync(db, [id], now, begins: true);
        return before == OperatorAvailability.Online ? EndAsync(db, id, now) : Task.CompletedTask;
    }

    private static async Task EndAsync(LivecallerDbContext db, Guid id, DateTimeOffset now)
    {
        var last = await db.OperatorPresence.Where(p => p.OperatorId == id).OrderByDescending(p => p.From).FirstOrDefaultAsync().ConfigureAwait(false);
        if (last is not null && now > last.Until && now - last.Until <= MaxGap) last.Until = now;
    }
}

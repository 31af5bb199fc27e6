using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Livecaller.Server.Storage;

// Keeps how many open conversations each operator has, and how many wait, in the transaction that changes it. The counts are changed by a
// difference, so that servers that share the database can do it at the same time.
internal static class OpenCounts
{
    /// <summary>Returns what the tracked changes of conversations do to the counts.</summary>
    public static Dictionary<OpenCountKey, int> ChangesOf(LivecallerDbContext db)
    {
        Dictionary<OpenCountKey, int> changes = [];
        foreach (var entry in db.ChangeTracker.Entries<ConversationRow>())
        {
            var (before, now) = (entry.OriginalValues, entry.CurrentValues);
            if (entry.State is EntityState.Modified or EntityState.Deleted) Add(changes, before, -1);
            if (entry.State is EntityState.Modified or EntityState.Added) Add(changes, now, 1);
        }

        foreach (var key in changes.Where(c => c.Value == 0).Select(c => c.Key).ToList()) changes.Remove(key);
        return changes;
    }

    public static async Task ApplyAsync(LivecallerDbContext db, Dictionary<OpenCountKey, int> changes, CancellationToken cancellationToken)
    {
        foreach (var (key, difference) in changes)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "InboxCounters" ("WidgetId", "DepartmentId", "OperatorId", "Open") VALUES ({key.WidgetId}, {key.DepartmentId}, {key.OperatorId}, {difference})
                ON CONFLICT ("WidgetId", "DepartmentId", "OperatorId") DO UPDATE SET "Open" = "InboxCounters"."Open" + excluded."Open"
                """, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts everything again, in case another program has changed conversations.</summary>
    public static async Task RecountAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        await db.InboxCounters.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        var open = await db.Conversations.Where(c => c.Status != ConversationStatus.Closed).GroupBy(c => new { c.WidgetId, c.DepartmentId, c.OperatorId, IsSnoozed = c.SnoozedUntil != null })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var counts = open.GroupBy(o => OpenCountKey.Of(o.Key.WidgetId, o.Key.DepartmentId, o.Key.OperatorId, o.Key.IsSnoozed)).ToDictionary(g => g.Key, g => g.Sum(o => o.Count));
        await ApplyAsync(db, counts, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Add(Dictionary<OpenCountKey, int> changes, PropertyValues row, int difference)
    {
        if (row.GetValue<ConversationStatus>(nameof(ConversationRow.Status)) == ConversationStatus.Closed) return;
        var key = OpenCountKey.Of(
            row.GetValue<string>(nameof(ConversationRow.WidgetId)), row.GetValue<string?>(nameof(ConversationRow.DepartmentId)),
            row.GetValue<Guid?>(nameof(ConversationRow.OperatorId)), row.GetValue<DateTimeOffset?>(nameof(ConversationRow.SnoozedUntil)) is not null);
        CollectionsMarshal.GetValueRefOrAddDefault(changes, key, out _) += difference;
    }
}

// What open conversations are counted by.
internal readonly record struct OpenCountKey(string WidgetId, string DepartmentId, string OperatorId)
{
    // Whoever has a snoozed conversation, it is in nobody's list of what is to be done.
    private const string Snoozed = "snoozed";

    public static OpenCountKey Of(string widget, string? department, Guid? assignee, bool isSnoozed) => new(widget, department ?? "", isSnoozed ? Snoozed : NameOf(assignee));

    public static string NameOf(Guid? assignee) => assignee?.ToString() ?? "";
}

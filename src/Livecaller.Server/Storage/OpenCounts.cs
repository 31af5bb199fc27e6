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

        foreach (var entry in db.ChangeTracker.Entries<MentionRow>())
        {
            var (before, now) = (entry.OriginalValues, entry.CurrentValues);
            if (entry.State is EntityState.Modified or EntityState.Deleted) AddMention(changes, before, -1);
            if (entry.State is EntityState.Modified or EntityState.Added) AddMention(changes, now, 1);
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
        var unread = await db.Mentions.Where(m => !m.IsRead).GroupBy(m => m.OperatorId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var mentions in unread) counts.Add(OpenCountKey.OfMentions(mentions.Key), mentions.Count);
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

    private static void AddMention(Dictionary<OpenCountKey, int> changes, PropertyValues row, int difference)
    {
        if (row.GetValue<bool>(nameof(MentionRow.IsRead))) return;
        CollectionsMarshal.GetValueRefOrAddDefault(changes, OpenCountKey.OfMentions(row.GetValue<Guid>(nameof(MentionRow.OperatorId))), out _) += difference;
    }
}

// What open conversations are counted by.
internal readonly record struct OpenCountKey(string WidgetId, string DepartmentId, string OperatorId)
{
    // Whoever has a snoozed conversation, it is in nobody's list of what is to be done.
    public const string Snoozed = "snoozed";

    // Not of open conversations: the unread mentions of an operator, whatever became of the conversation.
    private const string Mentions = "mentions ";

    public bool IsOpenConversations => !OperatorId.StartsWith(Mentions, StringComparison.Ordinal);

    public static OpenCountKey Of(string widget, string? department, Guid? assignee, bool isSnoozed) => new(widget, department ?? "", isSnoozed ? Snoozed : NameOf(assignee));

    public static OpenCountKey OfMentions(Guid mentioned) => new("", "", NameOfMentions(mentioned));

    public static string NameOfMentions(Guid mentioned) => Mentions + mentioned;

    public static string NameOf(Guid? assignee) => assignee?.ToString() ?? "";
}

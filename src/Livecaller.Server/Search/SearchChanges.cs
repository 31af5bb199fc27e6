using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Livecaller.Server.Search;

// The rows whose words change when a context is saved. Rows that are deleted leave the index by themselves.
internal sealed record SearchChanges(
    IReadOnlyList<(MessageRow Row, bool IsNew)> Messages, IReadOnlyList<(VisitorRow Row, bool IsNew)> Visitors, IReadOnlyList<NoteRow> Notes)
{
    public bool IsEmpty => Messages.Count == 0 && Visitors.Count == 0 && Notes.Count == 0;

    public static SearchChanges Of(LivecallerDbContext db) => new(
        [.. db.ChangeTracker.Entries<MessageRow>().Where(e => e.State == EntityState.Added || IsModified(e, nameof(MessageRow.Content)))
            .Select(e => (e.Entity, e.State == EntityState.Added))],
        [.. db.ChangeTracker.Entries<VisitorRow>()
            .Where(e => (e.State == EntityState.Added && HasWords(e.Entity)) || IsModified(e, nameof(VisitorRow.Name), nameof(VisitorRow.Email), nameof(VisitorRow.Mobile), nameof(VisitorRow.Notes)))
            .Select(e => (e.Entity, e.State == EntityState.Added))],
        // They are not changed.
        [.. db.ChangeTracker.Entries<NoteRow>().Where(e => e.State == EntityState.Added).Select(e => e.Entity)]);

    private static bool HasWords(VisitorRow visitor) => (visitor.Name ?? visitor.Email ?? visitor.Mobile ?? visitor.Notes) is not null;

    private static bool IsModified(EntityEntry entry, params ReadOnlySpan<string> properties)
    {
        if (entry.State != EntityState.Modified) return false;
        foreach (var property in properties)
            if (entry.Property(property).IsModified) return true;
        return false;
    }
}

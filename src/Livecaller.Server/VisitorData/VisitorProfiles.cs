using System.Text.Json;
using Livecaller.Server.Blocks;
using Livecaller.Server.Conversations;
using Livecaller.Server.Operators;

namespace Livecaller.Server.VisitorData;

// Visitors as operators see them.
internal sealed class VisitorProfiles(BlockReader blocks)
{
    /// <summary>Returns the profiles of visitors, in the same order.</summary>
    public async Task<IReadOnlyList<VisitorProfilePayload>> ReadAsync(
        LivecallerDbContext db, OperatorGrant grant, IReadOnlyList<VisitorRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var counts = await db.Conversations.Where(c => ids.Contains(c.VisitorId)).GroupBy(c => c.VisitorId)
            .Select(g => new { g.Key, All = g.Count(), Open = g.Count(c => c.Status != ConversationStatus.Closed), Rating = g.Average(c => (double?)c.Rating) })
            .ToDictionaryAsync(c => c.Key, cancellationToken).ConfigureAwait(false);
        var sessions = await db.VisitorSessions.AsNoTracking().Where(s => ids.Contains(s.VisitorId)).GroupBy(s => s.VisitorId)
            .Select(g => g.OrderByDescending(s => s.ExpiresAt).ThenBy(s => s.Id).First()).ToDictionaryAsync(s => s.VisitorId, cancellationToken).ConfigureAwait(false);
        var blocked = await blocks.OfVisitorsAsync(db, ids, cancellationToken).ConfigureAwait(false);
        var authors = rows.Select(r => r.NotesBy).OfType<Guid>().Distinct().ToList();
        var operators = authors.Count == 0 ? []
            : await db.Users.AsNoTracking().Where(u => authors.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancellationToken).ConfigureAwait(false);
        var maySeeAddress = grant.Has(OperatorPermission.BlockVisitors);
        return [.. rows.Select(row => new VisitorProfilePayload
        {
            Visitor = ConversationPayloads.ToPayload(row),
            WidgetId = new(row.WidgetId),
            IsIdentified = row.UserId is not null,
            Attributes = AttributeRules.Read(row.AttributesJson),
            CreatedAt = row.CreatedAt,
            Client = sessions.TryGetValue(row.Id, out var session) ? ToPayload(session, maySeeAddress) : null,
            ConversationCount = counts.GetValueOrDefault(row.Id)?.All ?? 0,
            OpenConversationCount = counts.GetValueOrDefault(row.Id)?.Open ?? 0,
            AverageRating = counts.GetValueOrDefault(row.Id)?.Rating,
            Notes = row.Notes,
            NotesVersion = row.NotesVersion,
            NotesBy = row.NotesBy is { } by && operators.TryGetValue(by, out var author) ? ConversationPayloads.ToSummary(author) : null,
            NotesAt = row.NotesAt,
            Block = blocked.GetValueOrDefault(row.Id),
        })];
    }

    private static VisitorClientPayload ToPayload(VisitorSessionRow session, bool withAddress)
    {
        JsonElement? device = session.Device is null ? null : JsonElement.Parse(session.Device);
        return new()
        {
            // Each renewal moves the end of a session.
            SeenAt = session.ExpiresAt - VisitorRules.SessionLifetime,
            Device = device,
            UserAgent = session.UserAgent,
            Language = session.Language,
            TimeZone = device is { ValueKind: JsonValueKind.Object } stated && IdentityClaims.Text(stated, "time_zone") is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null,
            Address = withAddress ? session.Address : null,
        };
    }
}

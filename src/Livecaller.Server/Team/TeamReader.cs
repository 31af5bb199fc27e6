using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

// Reads what lists and pages show of operators.
internal sealed class TeamReader(TimeProvider time)
{
    /// <summary>All operators by name, or the one with an id.</summary>
    public async Task<IReadOnlyList<TeamOperatorPayload>> ListAsync(LivecallerDbContext db, Guid? only, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (roles, unlocked) = (OperatorRoles.Of(db), db.Users.Where(OperatorAccess.IsUnlocked(now)));
        var found = await db.Users.AsNoTracking().Where(u => only == null || u.Id == only).OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new
        {
            u.Id,
            u.DisplayName,
            u.Email,
            u.AvatarUrl,
            IsLocked = !unlocked.Any(o => o.Id == u.Id),
            Role = roles.Where(r => r.OperatorId == u.Id).Max(r => (OperatorRole?)r.Role) ?? OperatorRole.Operator,
            Profile = db.OperatorProfiles.SingleOrDefault(p => p.OperatorId == u.Id),
            InvitedUntil = db.OperatorInvitations.Where(i => i.OperatorId == u.Id).Select(i => (DateTimeOffset?)i.ExpiresAt).SingleOrDefault(),
            Open = db.Conversations.Count(c => c.Status == ConversationStatus.Active && c.OperatorId == u.Id),
            LastSeen = db.OperatorSessions.Where(s => s.OperatorId == u.Id && s.Kind != OperatorSessionKind.ApiKey).Max(s => (DateTimeOffset?)s.LastSeenAt),
        }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var departments = await db.OperatorDepartments.AsNoTracking().Where(d => only == null || d.OperatorId == only)
            .OrderBy(d => d.DepartmentId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var byOperator = departments.ToLookup(d => d.OperatorId, d => new DepartmentId(d.DepartmentId));
        return [.. found.Select(o => new TeamOperatorPayload
        {
            Id = new(o.Id.ToString()),
            Name = o.DisplayName,
            Email = o.Email ?? "",
            Role = OperatorRoles.NameOf(o.Role),
            AvatarUrl = o.AvatarUrl,
            IsDisabled = o.IsLocked,
            Availability = ProfileService.NameOf(o.Profile?.Availability ?? OperatorAvailability.Online),
            DepartmentIds = [.. byOperator[o.Id]],
            MaxConversations = o.Profile?.MaxConversations,
            OpenConversations = o.Open,
            LastSeenAt = o.LastSeen,
            InvitationExpiresAt = o.InvitedUntil,
        })];
    }
}

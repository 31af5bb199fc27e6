using Livecaller.Server.Operators;

namespace Livecaller.Server.Storage;

// The tables of the team.
internal static class TeamModel
{
    public static void AddTo(ModelBuilder builder)
    {
        builder.Entity<OperatorProfileRow>(profile =>
        {
            profile.HasKey(p => p.OperatorId);
            profile.HasOne<LivecallerOperator>().WithOne().HasForeignKey<OperatorProfileRow>(p => p.OperatorId);
        });
        builder.Entity<OperatorDepartmentRow>(department =>
        {
            department.HasKey(d => new { d.OperatorId, d.DepartmentId });
            department.HasOne<LivecallerOperator>().WithMany().HasForeignKey(d => d.OperatorId);
            department.HasOne<DepartmentRow>().WithMany().HasForeignKey(d => d.DepartmentId);
        });
        builder.Entity<OperatorPresenceRow>(presence =>
        {
            presence.HasKey(p => new { p.OperatorId, p.From });
            presence.HasOne<LivecallerOperator>().WithMany().HasForeignKey(p => p.OperatorId);
            // Of a report, whose days most of the times have ended before.
            presence.HasIndex(p => p.Until);
        });
        builder.Entity<OperatorInvitationRow>(invitation =>
        {
            invitation.HasKey(i => i.OperatorId);
            invitation.HasOne<LivecallerOperator>().WithOne().HasForeignKey<OperatorInvitationRow>(i => i.OperatorId);
            invitation.HasIndex(i => i.TokenHash).IsUnique();
        });
        builder.Entity<ApiKeyRow>(key =>
        {
            key.HasOne<OperatorSessionRow>().WithOne().HasForeignKey<ApiKeyRow>(k => k.Id);
            key.HasIndex(k => k.Hash).IsUnique();
        });
        builder.Entity<AuditRow>(entry =>
        {
            entry.ToTable("AuditLog");
            // Without a foreign key: what somebody did stays known after the account is gone.
            entry.HasIndex(e => new { e.ActorId, e.Id });
            entry.HasIndex(e => new { e.Action, e.Id });
            entry.HasIndex(e => e.CreatedAt);
        });
    }
}

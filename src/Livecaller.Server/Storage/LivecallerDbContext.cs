using Livecaller.Server.Operators;
using Livecaller.Server.Search;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Livecaller.Server.Storage;

internal sealed class LivecallerDbContext(DbContextOptions<LivecallerDbContext> options)
    : IdentityDbContext<LivecallerOperator, IdentityRole<Guid>, Guid, IdentityUserClaim<Guid>, IdentityUserRole<Guid>, IdentityUserLogin<Guid>,
        IdentityRoleClaim<Guid>, IdentityUserToken<Guid>, OperatorPasskeyRow>(options)
{
    public DbSet<WidgetRow> Widgets => Set<WidgetRow>();
    public DbSet<DepartmentRow> Departments => Set<DepartmentRow>();
    public DbSet<VisitorRow> Visitors => Set<VisitorRow>();
    public DbSet<VisitorSessionRow> VisitorSessions => Set<VisitorSessionRow>();
    public DbSet<OperatorSessionRow> OperatorSessions => Set<OperatorSessionRow>();
    public DbSet<OperatorAuthenticatorRow> OperatorAuthenticators => Set<OperatorAuthenticatorRow>();
    public DbSet<OperatorRecoveryCodeRow> OperatorRecoveryCodes => Set<OperatorRecoveryCodeRow>();
    public DbSet<OperatorProfileRow> OperatorProfiles => Set<OperatorProfileRow>();
    public DbSet<OperatorDepartmentRow> OperatorDepartments => Set<OperatorDepartmentRow>();
    public DbSet<OperatorPresenceRow> OperatorPresence => Set<OperatorPresenceRow>();
    public DbSet<OperatorInvitationRow> OperatorInvitations => Set<OperatorInvitationRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<OperatorEventRow> OperatorEvents => Set<OperatorEventRow>();
    public DbSet<NoteRow> Notes => Set<NoteRow>();
    public DbSet<ConversationTagRow> ConversationTags => Set<ConversationTagRow>();
    public DbSet<MentionRow> Mentions => Set<MentionRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<HeldMessageRow> HeldMessages => Set<HeldMessageRow>();
    public DbSet<SavedViewRow> SavedViews => Set<SavedViewRow>();
    public DbSet<CannedReplyRow> CannedReplies => Set<CannedReplyRow>();
    public DbSet<BlockRow> Blocks => Set<BlockRow>();
    public DbSet<AuditRow> AuditLog => Set<AuditRow>();
    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();
    public DbSet<InboxCounterRow> InboxCounters => Set<InboxCounterRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<MessageRow> Messages => Set<MessageRow>();
    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();
    public DbSet<UploadRow> Uploads => Set<UploadRow>();
    public DbSet<TranscriptRow> Transcripts => Set<TranscriptRow>();
    public DbSet<InstallationRow> Installation => Set<InstallationRow>();

    // What is kept beside the rows is stored with them.
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changes = KeptChanges.Of(this);
        if (changes.IsEmpty) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken).ConfigureAwait(false);
        if (Database.CurrentTransaction is not null) return await SaveAsync(acceptAllChangesOnSuccess, changes, cancellationToken).ConfigureAwait(false);
        var transaction = await Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        var saved = await SaveAsync(acceptAllChangesOnSuccess, changes, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return saved;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMillisecondsValueConverter>();
        configurationBuilder.Properties<Protocol.ConversationStatus>().HaveConversion<string>();
        configurationBuilder.Properties<Protocol.ParticipantType>().HaveConversion<string>();
        configurationBuilder.Properties<OperatorSessionKind>().HaveConversion<string>();
        configurationBuilder.Properties<OperatorSessionEnd>().HaveConversion<string>();
        configurationBuilder.Properties<Team.OperatorAvailability>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        TeamModel.AddTo(builder);
        NotesModel.AddTo(builder);
        VisitorModel.AddTo(builder);
        WritingModel.AddTo(builder);
        builder.Entity<DepartmentRow>().HasOne<WidgetRow>().WithMany().HasForeignKey(d => d.WidgetId);
        builder.Entity<VisitorRow>(visitor =>
        {
            visitor.HasOne<WidgetRow>().WithMany().HasForeignKey(v => v.WidgetId);
            visitor.HasIndex(v => new { v.WidgetId, v.UserId }).IsUnique();
        });
        builder.Entity<VisitorSessionRow>(session =>
        {
            session.HasOne(s => s.Visitor).WithMany().HasForeignKey(s => s.VisitorId);
            session.HasIndex(s => s.ExpiresAt);
            session.HasIndex(s => s.RevokedAt);
        });
        builder.Entity<OperatorSessionRow>(session =>
        {
            session.HasOne<LivecallerOperator>().WithMany().HasForeignKey(s => s.OperatorId);
            // Of the rows that an earlier version has stored.
            session.Property(s => s.Kind).HasDefaultValue(OperatorSessionKind.Api);
            session.HasIndex(s => s.ExpiresAt);
            session.HasIndex(s => s.RevokedAt);
        });
        builder.Entity<OperatorAuthenticatorRow>(authenticator =>
        {
            authenticator.HasKey(a => a.OperatorId);
            authenticator.HasOne<LivecallerOperator>().WithOne().HasForeignKey<OperatorAuthenticatorRow>(a => a.OperatorId);
        });
        builder.Entity<OperatorRecoveryCodeRow>(code =>
        {
            code.HasKey(c => new { c.OperatorId, c.Hash });
            code.HasOne<LivecallerOperator>().WithMany().HasForeignKey(c => c.OperatorId);
        });
        builder.Entity<ConversationRow>(conversation =>
        {
            conversation.HasOne<WidgetRow>().WithMany().HasForeignKey(c => c.WidgetId);
            conversation.HasOne(c => c.Visitor).WithMany().HasForeignKey(c => c.VisitorId);
            // The queue of a widget, whose places are counted without reading the rows.
            conversation.HasIndex(c => new { c.WidgetId, c.Status, c.Id });
            // The lists of the inbox, in their order, and their counts.
            conversation.HasIndex(c => new { c.Status, c.LastActivityAt, c.Id });
            conversation.HasIndex(c => new { c.Status, c.OperatorId, c.LastActivityAt, c.Id });
            conversation.HasIndex(c => new { c.LastActivityAt, c.Id });
            conversation.HasIndex(c => new { c.Status, c.WaitingSince, c.Id });
            conversation.HasIndex(c => c.SnoozedUntil);
            // The reports, which read only what is in these indexes.
            conversation.HasIndex(c => new { c.CreatedAt, c.AssignedAt, c.FirstResponseAt, c.OperatorId, c.DepartmentId }).HasDatabaseName("IX_Conversations_Started");
            conversation.HasIndex(c => new { c.ClosedAt, c.CreatedAt, c.OperatorId, c.DepartmentId }).HasDatabaseName("IX_Conversations_Closed");
            conversation.HasIndex(c => new { c.RatedAt, c.Rating, c.OperatorId, c.DepartmentId }).HasDatabaseName("IX_Conversations_Rated");
        });
        builder.Entity<InboxCounterRow>().HasKey(c => new { c.WidgetId, c.DepartmentId, c.OperatorId });
        builder.Entity<EventRow>(entry =>
        {
            // The key is what makes a sequence unique, whatever the code above it does.
            entry.HasKey(e => new { e.ConversationId, e.Sequence });
            entry.HasOne<ConversationRow>().WithMany().HasForeignKey(e => e.ConversationId);
        });
        builder.Entity<MessageRow>(message =>
        {
            // What a database finds by its words, it finds by a number.
            message.HasKey(m => m.Number);
            message.HasIndex(m => m.Id).IsUnique();
            message.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId);
            message.HasIndex(m => new { m.ConversationId, m.Sequence }).IsUnique();
        });
        builder.Entity<AttachmentRow>(attachment =>
        {
            attachment.HasIndex(a => a.OwnerId);
            attachment.HasIndex(a => new { a.UploadedFrom, a.CreatedAt });
            // Summed for the whole server, without reading the rows.
            attachment.HasIndex(a => a.Size);
            attachment.HasIndex(a => new { a.MessageId, a.CompletedAt });
        });
        builder.Entity<TranscriptRow>(transcript =>
        {
            transcript.HasOne<ConversationRow>().WithMany().HasForeignKey(t => t.ConversationId);
            transcript.HasIndex(t => t.DueAt);
            transcript.HasIndex(t => t.CreatedAt);
        });
        builder.Entity<InstallationRow>().Property(i => i.Id).ValueGeneratedNever();
        builder.Entity<UploadRow>(upload =>
        {
            upload.HasIndex(u => u.OwnerId);
            upload.HasIndex(u => u.UploadedFrom);
            upload.HasIndex(u => u.ExpiresAt);
        });
    }

    private async Task<int> SaveAsync(bool acceptAllChangesOnSuccess, KeptChanges changes, CancellationToken cancellationToken)
    {
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken).ConfigureAwait(false);
        await OpenCounts.ApplyAsync(this, changes.Counts, cancellationToken).ConfigureAwait(false);
        if (!changes.Search.IsEmpty) await this.GetService<LivecallerDatabase>().Search.UpdateAsync(this, changes.Search, cancellationToken).ConfigureAwait(false);
        return saved;
    }

    private readonly record struct KeptChanges(Dictionary<OpenCountKey, int> Counts, SearchChanges Search)
    {
        public bool IsEmpty => Counts.Count == 0 && Search.IsEmpty;

        public static KeptChanges Of(LivecallerDbContext db) => new(OpenCounts.ChangesOf(db), SearchChanges.Of(db));
    }
}

// SQLite cannot order its text form of a DateTimeOffset; milliseconds since 1970 (UTC) are ordered everywhere.
internal sealed class UtcMillisecondsValueConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

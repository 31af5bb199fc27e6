using Livecaller.Server.Operators;

namespace Livecaller.Server.Storage;

// The tables of what only operators see.
internal static class NotesModel
{
    public static void AddTo(ModelBuilder builder)
    {
        builder.Entity<OperatorEventRow>(entry =>
        {
            // As with the visitors' log: the key is what makes a sequence unique.
            entry.HasKey(e => new { e.ConversationId, e.Sequence });
            entry.HasOne<ConversationRow>().WithMany().HasForeignKey(e => e.ConversationId);
        });
        builder.Entity<NoteRow>(note =>
        {
            note.HasOne<ConversationRow>().WithMany().HasForeignKey(n => n.ConversationId);
            note.HasIndex(n => new { n.ConversationId, n.Sequence }).IsUnique();
        });
        builder.Entity<ConversationTagRow>(tag =>
        {
            tag.HasKey(t => new { t.ConversationId, t.Tag });
            tag.HasOne<ConversationRow>().WithMany().HasForeignKey(t => t.ConversationId);
            tag.HasIndex(t => new { t.Tag, t.ConversationId });
        });
        builder.Entity<MentionRow>(mention =>
        {
            mention.ToTable("Mentions");
            mention.HasKey(m => new { m.OperatorId, m.ConversationId });
            mention.HasOne<LivecallerOperator>().WithMany().HasForeignKey(m => m.OperatorId);
            mention.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId);
            // The list of an operator, in its order.
            mention.HasIndex(m => new { m.OperatorId, m.MentionedAt, m.ConversationId });
        });
        builder.Entity<CannedReplyRow>(reply =>
        {
            reply.Ignore(r => r.IsShared);
            reply.HasIndex(r => new { r.Owner, r.Shortcut }).IsUnique();
        });
    }
}

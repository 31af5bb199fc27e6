using Livecaller.Server.Operators;

namespace Livecaller.Server.Storage;

// The tables of what operators have not sent yet, and of their views of the inbox.
internal static class WritingModel
{
    public static void AddTo(ModelBuilder builder)
    {
        builder.Entity<DraftRow>(draft =>
        {
            draft.ToTable("Drafts");
            draft.HasKey(d => new { d.OperatorId, d.ConversationId });
            draft.HasOne<LivecallerOperator>().WithMany().HasForeignKey(d => d.OperatorId);
            draft.HasOne<ConversationRow>().WithMany().HasForeignKey(d => d.ConversationId);
        });
        builder.Entity<HeldMessageRow>(message =>
        {
            message.ToTable("HeldMessages");
            message.HasOne<LivecallerOperator>().WithMany().HasForeignKey(m => m.OperatorId);
            message.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId);
            message.HasIndex(m => m.DueAt);
        });
        builder.Entity<SavedViewRow>(view =>
        {
            view.ToTable("SavedViews");
            view.HasIndex(v => new { v.Owner, v.NameKey }).IsUnique();
        });
    }
}

namespace Livecaller.Server.Storage;

// The tables of what operators decide about visitors.
internal static class VisitorModel
{
    public static void AddTo(ModelBuilder builder) => builder.Entity<BlockRow>(block =>
    {
        // A visitor who is deleted takes the block along.
        block.HasOne<VisitorRow>().WithMany().HasForeignKey(b => b.VisitorId).OnDelete(DeleteBehavior.Cascade);
        block.HasIndex(b => b.VisitorId).IsUnique();
        block.HasIndex(b => b.ExpiresAt);
    });
}

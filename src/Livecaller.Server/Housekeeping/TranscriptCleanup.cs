using Livecaller.Server.Mail;

namespace Livecaller.Server.Housekeeping;

// Deletes transcripts that were sent or given up a day ago; until then they count against the limits of a day.
internal sealed class TranscriptCleanup(IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, MailGate mail, TimeProvider time) : IHousekeepingTask
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // When mail is no longer configured, requests that are still due are never given up by the mailer.
        var (before, sendsMail) = (time.GetUtcNow() - TimeSpan.FromDays(1), mail.IsConfigured);
        IQueryable<TranscriptRow> Over(LivecallerDbContext db) => db.Transcripts.Where(t => t.CreatedAt < before && (t.DueAt == null || !sendsMail));

        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await Over(db).AnyAsync(cancellationToken).ConfigureAwait(false)) return;
        await gate.WriteAsync(own => Over(own).ExecuteDeleteAsync(cancellationToken), cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}

using Livecaller.Server.Conversations;
using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Mail;

// Accepts requests for transcripts. A request is stored before it is answered; TranscriptMailer sends it.
internal sealed class Transcripts(WriteGate gate, MailGate mail, TranscriptMailer mailer, IOptions<LivecallerServerOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<Outcome<bool>> RequestAsync(VisitorRow visitor, string clientAddress, string id, string? email, CancellationToken cancellationToken)
    {
        if (!mail.IsConfigured) return Problems.Conflict("This server sends no mail: Livecaller:Mail:Host is not set.");
        var address = WidgetFieldRules.NormalizeEmail(email ?? "");
        if (ConversationRules.CheckTranscript(address) is { } fault) return fault;
        var queued = await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            if (!await Participant.Of(visitor).Visible(db.Conversations).AnyAsync(c => c.Id == id).ConfigureAwait(false)) return Problems.NotFound("conversation");
            if (await db.Widgets.FindAsync(visitor.WidgetId).ConfigureAwait(false) is not { } widget || !WidgetContent.Features(widget).Contains(WidgetFeatureNames.Transcript))
                return ConversationRules.NoTranscripts;
            // The row of the session may be older than the newest identity token.
            var own = await db.Visitors.Where(v => v.Id == visitor.Id && v.UserId != null).Select(v => v.Email).SingleOrDefaultAsync().ConfigureAwait(false);
            var isAnswered = await ConversationPayloads.IsAnsweredAsync(db, id).ConfigureAwait(false);
            if (ConversationRules.CheckRecipient(address, own, isAnswered) is { } notThere) return notThere;
            var now = time.GetUtcNow();
            var mailbox = ConversationRules.Mailbox(address);
            if (await IsTooManyAsync(db, visitor.Id, clientAddress, mailbox, now - Day).ConfigureAwait(false))
                throw new RetryLaterException(Problems.TooMany("No more transcripts can be sent today. Try again tomorrow."), (int)Day.TotalSeconds);
            db.Transcripts.Add(new TranscriptRow
            {
                Id = Guid.CreateVersion7(now).ToString(),
                ConversationId = id,
                VisitorId = visitor.Id,
                Email = address,
                Mailbox = mailbox,
                ClientAddress = clientAddress,
                CreatedAt = now,
                DueAt = now,
            });
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (queued.IsSuccess) mailer.Wake();
        return queued;
    }

    // The rows of a day are kept, so that a restart does not begin the day again.
    private async Task<bool> IsTooManyAsync(LivecallerDbContext db, string visitorId, string clientAddress, string mailbox, DateTimeOffset since)
    {
        var limits = options.Value.Limits;
        var sent = await db.Transcripts.Where(t => t.CreatedAt > since).GroupBy(_ => 1).Select(g => new
        {
            All = g.Count(),
            Visitor = g.Count(t => t.VisitorId == visitorId),
            Mailbox = g.Count(t => t.Mailbox == mailbox),
            Address = g.Count(t => t.ClientAddress == clientAddress),
        }).SingleOrDefaultAsync().ConfigureAwait(false);
        return sent is not null && (sent.All >= limits.ServerTranscriptsPerDay || sent.Address >= limits.AddressTranscriptsPerDay
            || Math.Max(sent.Visitor, sent.Mailbox) >= limits.TranscriptsPerDay);
    }
}

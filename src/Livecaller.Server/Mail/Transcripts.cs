using Livecaller.Protocol;
using Livecaller.Server.Conversations;
using Livecaller.Server.Limits;
using Livecaller.Server.Storage;
using Livecaller.Server.Widgets;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Mail;

// Accepts requests for transcripts. A request is stored before it is answered; TranscriptMailer sends it.
internal sealed class Transcripts(WriteGate gate, MailGate mail, TranscriptMailer mailer, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<Outcome<bool>> RequestAsync(VisitorRow visitor, string id, string? email, CancellationToken cancellationToken)
    {
        if (!mail.IsConfigured) return Problems.Conflict("This server sends no mail: Livecaller:Mail:Host is not set.");
        var address = WidgetFieldRules.NormalizeEmail(email ?? "");
        if (ConversationRules.CheckTranscript(address) is { } fault) return fault;
        var queued = await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            if (!await Participant.Of(visitor).Visible(db.Conversations).AnyAsync(c => c.Id == id).ConfigureAwait(false)) return Problems.NotFound("conversation");
            if (await db.Widgets.FindAsync(visitor.WidgetId).ConfigureAwait(false) is not { } widget || !WidgetContent.Features(widget).Contains(WidgetFeatureNames.Transcript))
                return ConversationRules.NoTranscripts;
            var now = time.GetUtcNow();
            if (await db.Transcripts.CountAsync(t => t.CreatedAt > now - Day && (t.VisitorId == visitor.Id || t.Email == address)).ConfigureAwait(false) >= ConversationRules.MaxTranscriptsPerDay)
                throw new RateLimitedException((int)Day.TotalSeconds);
            db.Transcripts.Add(new TranscriptRow
            {
                Id = Guid.CreateVersion7(now).ToString(),
                ConversationId = id,
                VisitorId = visitor.Id,
                Email = address,
                CreatedAt = now,
                DueAt = now,
            });
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (queued.IsSuccess) mailer.Wake();
        return queued;
    }
}

using System.Text.Json;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Mail;

// Sends the transcripts that are due, one after the other; what cannot be sent is tried again with growing pauses, for a day.
internal sealed partial class TranscriptMailer(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, MailGate mail, TimeProvider time, ILogger<TranscriptMailer> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Starts a run, because there is something to send.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is running, or about to.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mail.IsConfigured) return;
        using var rounds = time.CreateTimer(_ => Wake(), null, Round, Round);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNextAsync(stoppingToken).ConfigureAwait(false))
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            await _wake.WaitAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Later than the longest pause from now can only be due after the clock was set back.
        var latest = now + MaxPause;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await db.Transcripts.AsNoTracking().Where(t => t.DueAt != null && (t.DueAt <= now || t.DueAt > latest)).OrderBy(t => t.DueAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (row is null) return false;
        DateTimeOffset? due = null;
        try
        {
            await mail.SendAsync(await MakeAsync(db, row, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpCommandException e) when (e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode >= 500)
        {
            // The mail server says that there is no such mailbox, so a later attempt would fail as well.
            LogRefused(row.Id, (int)e.StatusCode);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            due = now + Pause(row.Attempts);
            if (due > row.CreatedAt + Day)
            {
                due = null;
                LogGivenUp(e, row.Id, row.Attempts + 1);
            }
            else
            {
                LogNotSent(e, row.Id, row.Attempts + 1);
            }
        }

        await gate.WriteAsync(
            own => own.Transcripts.Where(t => t.Id == row.Id)
                .ExecuteUpdateAsync(t => t.SetProperty(r => r.DueAt, due).SetProperty(r => r.Attempts, row.Attempts + 1), CancellationToken.None),
            cancellationToken: CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private static TimeSpan Pause(int attempts)
    {
        var pause = Round * Math.Pow(2, Math.Min(attempts, 10));
        return pause < MaxPause ? pause : MaxPause;
    }

    private async Task<MimeKit.MimeMessage> MakeAsync(LivecallerDbContext db, TranscriptRow row, CancellationToken cancellationToken)
    {
        var conversation = await db.Conversations.AsNoTracking().SingleAsync(c => c.Id == row.ConversationId, cancellationToken).ConfigureAwait(false);
        var widget = await db.Widgets.AsNoTracking().SingleAsync(w => w.Id == conversation.WidgetId, cancellationToken).ConfigureAwait(false);
        // The log can be longer than what anybody wants to read in a mail.
        var events = await db.Events.AsNoTracking().Where(e => e.ConversationId == row.ConversationId && e.Type == EventNames.ConversationMessage)
            .OrderBy(e => e.Sequence).Select(e => e.Data).Take(5000).ToListAsync(cancellationToken).ConfigureAwait(false);
        return TranscriptMessage.Make(
            mail.From, row.Email, widget.Name, conversation.CreatedAt,
            [.. events.Select(data => JsonSerializer.Deserialize(data, LivecallerJson.Default.MessagePayload)!)]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The transcript {Transcript} could not be sent, attempt {Attempt}. It will be tried again.")]
    private partial void LogNotSent(Exception exception, string transcript, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The transcript {Transcript} was given up after a day and {Attempt} attempts.")]
    private partial void LogGivenUp(Exception exception, string transcript, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server refused the address of the transcript {Transcript}: {Status}.")]
    private partial void LogRefused(string transcript, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The transcripts that are due could not be read.")]
    private partial void LogFailed(Exception exception);
}

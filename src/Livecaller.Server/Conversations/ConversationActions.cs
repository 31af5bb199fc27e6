using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.Conversations;

// What either side can do in a conversation. Each is one transaction.
internal sealed class ConversationActions(
    ConversationLog log, MessageAppender sending, Broadcaster broadcaster, IDbContextFactory<LivecallerDbContext> contexts, IOptions<LivecallerServerOptions> options)
{
    private readonly LivecallerLimits _limits = options.Value.Limits;

    public async Task<Outcome<MessagePayload>> SendAsync(
        Participant sender, string id, SendMessageRequest request, CancellationToken cancellationToken)
    {
        var message = MessageRules.Normalize(request);
        if (MessageRules.Check(message, _limits.MaxMessageCharacters) is { } fault) return fault;
        return await log.WriteAsync(async writer =>
        {
            if (await FindAsync(writer.Db, sender, id).ConfigureAwait(false) is not { } conversation) return Problems.NotFound("conversation");
            var earlier = await sending.FindEarlierAsync(writer.Db, sender, id, message).ConfigureAwait(false);
            if (earlier.Problem is { } problem) return problem;
            if (earlier.Value is { } stored) return stored;
            if (conversation.Status == ConversationStatus.Closed) return MessageRules.Closed;
            var takes = sender.Type == ParticipantType.Operator && conversation.Status == ConversationStatus.Queued;
            if (takes) await ConversationQueue.AssignAsync(writer, conversation, Guid.Parse(sender.Id)).ConfigureAwait(false);
            var sent = await sending.AppendAsync(writer, conversation, sender, message).ConfigureAwait(false);
            if (!sent.IsSuccess) writer.Discard();
            return sent;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> MarkReadAsync(Participant reader, string id, long sequence, CancellationToken cancellationToken)
    {
        var isVisitor = reader.Type == ParticipantType.Visitor;
        // Looked at before the write lock is waited for: a mark that changes nothing must not take a turn.
        if (await PeekAsync(reader, id, cancellationToken).ConfigureAwait(false) is not { } seen) return Problems.NotFound("conversation");
        if (MarkRules.Check(sequence, seen.LastSequence) is { } wrong) return wrong;
        if (sequence <= (isVisitor ? seen.VisitorRead : seen.OperatorRead)) return true;
        return await log.WriteAsync<Outcome<bool>>(async writer =>
        {
            if (await FindAsync(writer.Db, reader, id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (MarkRules.Check(sequence, row.LastSequence) is { } fault) return fault;
            if (sequence <= (isVisitor ? row.VisitorRead : row.OperatorRead)) return true;
            if (isVisitor) row.VisitorRead = sequence;
            else row.OperatorRead = sequence;
            if (!isVisitor) DeliveredMarks.Raise(writer, row, sequence);
            var activity = row.LastActivityAt;
            writer.Append(row, EventNames.ConversationRead,
                new ReadPayload { Reader = reader.Type, ReadSequence = sequence }, LivecallerJson.Default.ReadPayload);
            row.LastActivityAt = activity;
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<ConversationRow>> CloseAsync(Participant by, string id, CancellationToken cancellationToken)
    {
        if (await PeekAsync(by, id, cancellationToken).ConfigureAwait(false) is not { } seen) return Problems.NotFound("conversation");
        if (seen.Status == ConversationStatus.Closed) return seen;
        return await log.WriteAsync<Outcome<ConversationRow>>(async writer =>
        {
            if (await FindAsync(writer.Db, by, id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (row.Status == ConversationStatus.Closed) return row;
            var waited = row.Status == ConversationStatus.Queued;
            (row.Status, row.ClosedAt, row.ClosedBy) = (ConversationStatus.Closed, writer.Now, by.Type);
            writer.Append(row, EventNames.ConversationClosed,
                new ClosedPayload { Id = new(row.Id), ClosedBy = by.Type, ClosedAt = writer.Now }, LivecallerJson.Default.ClosedPayload);
            if (waited) writer.QueueMoved(row);
            return row;
        }, cancellationToken).ConfigureAwait(false);
    }

    public Task<Outcome<ConversationRow>> AssignAsync(string id, Guid assignee, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<ConversationRow>>(async writer =>
        {
            if (await writer.Db.Conversations.Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row)
                return Problems.NotFound("conversation");
            if (await writer.Db.Users.FindAsync(assignee).ConfigureAwait(false) is null) return Problems.Invalid("operator_id", "There is no such operator.");
            if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
            if (row.OperatorId != assignee) await ConversationQueue.AssignAsync(writer, row, assignee).ConfigureAwait(false);
            return row;
        }, cancellationToken);

    public Task<Outcome<bool>> RateAsync(Participant visitor, string id, FeedbackRequest feedback, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<bool>>(async writer =>
        {
            if (await FindAsync(writer.Db, visitor, id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (ConversationRules.CheckFeedback(feedback) is { } fault) return fault;
            (row.Rating, row.RatingComment) = (feedback.Rating, feedback.Comment);
            return true;
        }, cancellationToken);

    /// <summary>Tells the other side. Goes past the log: what somebody types is never stored.</summary>
    public async Task<Outcome<bool>> TypingAsync(
        LivecallerDbContext db, Participant who, string id, string? preview, CancellationToken cancellationToken)
    {
        var row = await who.Visible(db.Conversations.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false);
        if (row is null) return Problems.NotFound("conversation");
        if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
        var shown = preview is not null
            && await db.Widgets.AnyAsync(w => w.Id == row.WidgetId && w.MessageTypingPreview, cancellationToken).ConfigureAwait(false) ? preview : null;
        var payload = new TypingPayload { Sender = who.Sender, Text = shown, ConversationId = new(id) };
        broadcaster.Enqueue([new Broadcast(
            [ChannelNames.Conversation(new(id)), ChannelNames.Operators(new(row.WidgetId))], new(id), EventNames.ConversationTyping, null,
            JsonSerializer.Serialize(payload, LivecallerJson.Default.TypingPayload))]);
        return true;
    }

    private async Task<ConversationRow?> PeekAsync(Participant who, string id, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await who.Visible(db.Conversations.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false);
    }

    private static Task<ConversationRow?> FindAsync(LivecallerDbContext db, Participant who, string id) =>
        who.Visible(db.Conversations).Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id);
}

using System.Text.Json;
using Livecaller.Server.Attachments;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.Conversations;

// What either side can do in a conversation. Each is one transaction.
internal sealed class ConversationActions(
    ConversationLog log, MessageAppender sending, AttachmentLinks links, Broadcaster broadcaster, PreparedReads reads,
    IDbContextFactory<LivecallerDbContext> contexts, IOptions<LivecallerServerOptions> options)
{
    private readonly LivecallerLimits _limits = options.Value.Limits;

    public async Task<Outcome<StoredMessage>> SendAsync(
        Participant sender, string id, SendMessageRequest request, CancellationToken cancellationToken)
    {
        var message = MessageRules.Normalize(request);
        if (MessageRules.Check(message, _limits.MaxMessageCharacters) is { } fault) return fault;
        if (await log.WriteAsync(new SendWrite(links, sender, id, message), cancellationToken).ConfigureAwait(false) is { } stored) return WithLinks(stored);
        var sent = await SendInFullAsync(sender, id, message, cancellationToken).ConfigureAwait(false);
        if (!sent.IsSuccess) return sent.Problem;
        return sent.IsNew ? Outcome<StoredMessage>.Created(new(sent.Value, null)) : new StoredMessage(sent.Value, null);
    }

    // The links in the log are not for the caller's address.
    private Outcome<StoredMessage> WithLinks(Outcome<StoredMessage> stored) => stored is { IsSuccess: true, Value.Payload: { Attachments.Count: > 0 } message }
        ? Outcome<StoredMessage>.Created(new(links.Refresh(message), null)) : stored;

    // With everything that can come with a message: an assignment, the end of a snooze, a repeated call.
    private Task<Outcome<MessagePayload>> SendInFullAsync(Participant sender, string id, SendMessageRequest message, CancellationToken cancellationToken) =>
        log.WriteAsync(id, async writer =>
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
            else if (sender.Type == ParticipantType.Visitor) ConversationSnooze.Wake(writer, conversation, by: null);
            return sent;
        }, cancellationToken);

    public async Task<Outcome<bool>> MarkReadAsync(Participant reader, string id, long sequence, CancellationToken cancellationToken)
    {
        // Looked at before the write lock is waited for: a mark that changes nothing must not take a turn.
        if (reads.FindConversation(id) is not { } seen || !reader.CanSee(seen)) return Problems.NotFound("conversation");
        if (MarkRules.Check(sequence, seen.LastSequence) is { } wrong) return wrong;
        return sequence <= ReadMarkWrite.ReadOf(reader, seen) ? true
            : await log.WriteAsync(new ReadMarkWrite(reader, id, sequence), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes a conversation. The result is new when it was open until then.</summary>
    public async Task<Outcome<ConversationRow>> CloseAsync(Participant by, string id, CancellationToken cancellationToken)
    {
        if (await PeekAsync(by, id, cancellationToken).ConfigureAwait(false) is not { } seen) return Problems.NotFound("conversation");
        if (seen.Status == ConversationStatus.Closed) return seen;
        return await log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await FindAsync(writer.Db, by, id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (row.Status == ConversationStatus.Closed) return row;
            var waited = row.Status == ConversationStatus.Queued;
            ConversationSnooze.Wake(writer, row, by: null);
            (row.Status, row.ClosedAt, row.ClosedBy, row.WaitingSince) = (ConversationStatus.Closed, writer.Now, by.Type, null);
            writer.Append(row, EventNames.ConversationClosed,
                new ClosedPayload { Id = new(row.Id), ClosedBy = by.Type, ClosedAt = writer.Now }, LivecallerJson.Default.ClosedPayload);
            if (waited) writer.QueueMoved(row);
            return Outcome<ConversationRow>.Created(row);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a closed conversation again, and gives it to an operator. One that is open stays as it is.</summary>
    public Task<Outcome<ConversationRow>> ReopenAsync(string id, Guid by, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await writer.Db.Conversations.Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row)
                return Problems.NotFound("conversation");
            if (row.Status != ConversationStatus.Closed) return row;
            (row.ClosedAt, row.ClosedBy) = (null, null);
            await ConversationQueue.AssignAsync(writer, row, by).ConfigureAwait(false);
            return row;
        }, cancellationToken);

    /// <summary>Gives a conversation to an operator. The result is new when somebody else, or nobody, had it until then.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="assignee">The operator.</param>
    /// <param name="refuse">What is wrong with changing the conversation; null when nothing is.</param>
    /// <param name="cancellationToken">Cancels the wait for the database.</param>
    public Task<Outcome<ConversationRow>> AssignAsync(string id, Guid assignee, Func<ConversationRow, Problem?> refuse, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await writer.Db.Conversations.Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row)
                return Problems.NotFound("conversation");
            if (!await writer.Db.Users.Where(OperatorAccess.IsUnlocked(writer.Now)).AnyAsync(u => u.Id == assignee).ConfigureAwait(false))
                return Problems.Invalid("operator_id", "There is no such operator, or the operator is locked out.");
            if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
            if (refuse(row) is { } refused) return refused;
            if (row.OperatorId == assignee) return row;
            await ConversationQueue.AssignAsync(writer, row, assignee).ConfigureAwait(false);
            return Outcome<ConversationRow>.Created(row);
        }, cancellationToken);

    /// <summary>Gives a conversation that waits to an operator. Of several who try it at once, one gets it.</summary>
    public Task<Outcome<ConversationRow>> ClaimAsync(string id, Guid by, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await writer.Db.Conversations.Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row)
                return Problems.NotFound("conversation");
            if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
            if (row.OperatorId is { } owner && owner != by)
            {
                var name = await writer.Db.Users.Where(u => u.Id == owner).Select(u => u.DisplayName).SingleOrDefaultAsync().ConfigureAwait(false);
                return Problems.Conflict($"{name ?? "Another operator"} has this conversation already.");
            }

            if (row.OperatorId != by) await ConversationQueue.AssignAsync(writer, row, by).ConfigureAwait(false);
            return row;
        }, cancellationToken);

    public Task<Outcome<bool>> RateAsync(Participant visitor, string id, FeedbackRequest feedback, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<bool>>(id, async writer =>
        {
            if (await FindAsync(writer.Db, visitor, id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (ConversationRules.CheckFeedback(feedback) is { } fault) return fault;
            (row.Rating, row.RatingComment, row.RatedAt) = (feedback.Rating, feedback.Comment, writer.Now);
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

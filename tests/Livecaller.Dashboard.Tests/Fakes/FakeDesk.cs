using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Fakes;

/// <summary>Conversations in memory, with the log's rules: every change is an event, and every event is signalled.</summary>
internal sealed class FakeDesk(TimeProvider time) : IOperatorService, IConversationFeed
{
    private readonly Lock _lock = new();
    private readonly List<Action<ConversationSignal>> _listeners = [];
    private readonly List<WeakReference<ConversationSignal>> _told = [];
    private readonly Dictionary<ConversationId, FakeConversation> _conversations = [];

    internal bool Broken { get; set; }

    /// <summary>With this set, the next sends wait for it before they are stored.</summary>
    internal TaskCompletionSource? HoldSends { get; set; }

    internal Problem? RefuseSends { get; set; }

    internal int ListCalls { get; private set; }

    internal int TypingCalls { get; private set; }

    internal int Listeners => _listeners.Count;

    /// <summary>How many calls came from a thread that draws a circuit.</summary>
    internal int CallsOnDispatcher { get; private set; }

    /// <summary>With this set, the next looks at a conversation wait for it, and fail when it does.</summary>
    internal TaskCompletionSource? HoldFinds { get; set; }

    /// <summary>The signals that somebody still holds on to.</summary>
    internal int SignalsAlive => _told.Count(static signal => signal.TryGetTarget(out _));

    internal FakeConversation this[ConversationId id] => _conversations[id];

    internal FakeConversation Start(string? name, params string[] messages)
    {
        using var _ = _lock.EnterScope();
        var conversation = new FakeConversation(time, name);
        _conversations[conversation.Id] = conversation;
        Signal(conversation, conversation.Append(EventNames.ConversationStarted, conversation.Payload, OperatorJson.Default.OperatorConversationPayload));
        foreach (var message in messages)
            VisitorSays(conversation, message);
        return conversation;
    }

    internal MessagePayload VisitorSays(FakeConversation conversation, string text, params AttachmentPayload[] attachments)
    {
        using var _ = _lock.EnterScope();
        var message = conversation.Add(conversation.VisitorSender, text, attachments: attachments);
        Signal(conversation, conversation.Events[^1]);
        return message;
    }

    internal MessagePayload OperatorSays(FakeConversation conversation, DashboardOperatorStub who, string text, MessageQuote? replyTo = null)
    {
        using var _ = _lock.EnterScope();
        var message = conversation.Add(who.Sender, text, replyTo: replyTo);
        Signal(conversation, conversation.Events[^1]);
        return message;
    }

    internal void VisitorReads(FakeConversation conversation)
    {
        using var _ = _lock.EnterScope();
        var payload = new ReadPayload { Reader = ParticipantType.Visitor, ReadSequence = conversation.LastSequence };
        Signal(conversation, conversation.Append(EventNames.ConversationRead, payload, LivecallerJson.Default.ReadPayload));
    }

    internal void VisitorTypes(FakeConversation conversation, string? text = null)
    {
        var payload = new TypingPayload { Sender = conversation.VisitorSender, Text = text, ConversationId = conversation.Id };
        Tell(new(conversation.Id, EventNames.ConversationTyping, null, JsonSerializer.SerializeToElement(payload, LivecallerJson.Default.TypingPayload)));
    }

    internal void Take(FakeConversation conversation, DashboardOperatorStub who)
    {
        using var _ = _lock.EnterScope();
        conversation.Operator = who.Summary;
        conversation.Status = ConversationStatus.Active;
        Signal(conversation, conversation.Append(EventNames.ConversationUpdated, conversation.Payload, OperatorJson.Default.OperatorConversationPayload));
    }

    internal void Close(FakeConversation conversation, ParticipantType by)
    {
        using var _ = _lock.EnterScope();
        conversation.Status = ConversationStatus.Closed;
        conversation.ClosedAt = time.GetUtcNow();
        var payload = new ClosedPayload { Id = conversation.Id, ClosedBy = by, ClosedAt = time.GetUtcNow() };
        Signal(conversation, conversation.Append(EventNames.ConversationClosed, payload, LivecallerJson.Default.ClosedPayload));
    }

    public Task<InboxPage> ListAsync(OperatorId me, InboxQuery query, CancellationToken cancellationToken = default)
    {
        Check();
        using var _ = _lock.EnterScope();
        ListCalls++;
        var found = _conversations.Values
            .Where(c => query.Status is null || c.Status == query.Status)
            .Where(c => !query.OpenOnly || c.Status != ConversationStatus.Closed)
            .Where(c => query.Assigned switch { InboxAssignment.Me => c.Operator?.Id == me, InboxAssignment.None => c.Operator is null, _ => true })
            .Where(c => query.Search is null || c.Matches(query.Search))
            .OrderByDescending(c => c.Activity).Select(c => c.Payload).ToList();
        if (query.Before is { } before)
            found = [.. found.SkipWhile(c => c.Id != before).Skip(1)];
        var limit = query.Limit ?? 50;
        return Task.FromResult(new InboxPage([.. found.Take(limit)], found.Count > limit));
    }

    public Task<InboxCounts> CountAsync(OperatorId me, CancellationToken cancellationToken = default)
    {
        Check();
        using var _ = _lock.EnterScope();
        var open = _conversations.Values.Where(c => c.Status != ConversationStatus.Closed).ToList();
        return Task.FromResult(new InboxCounts(open.Count(c => c.Operator is null), open.Count(c => c.Operator?.Id == me), open.Count));
    }

    public async Task<Outcome<OperatorConversationPayload>> FindAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        if (HoldFinds is { } hold)
            await hold.Task;
        return await With<OperatorConversationPayload>(id, c => c.Payload);
    }

    public Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(
        ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default) =>
        With(id, c => Page([.. c.Messages.Where(m => before is null || m.Sequence < before).TakeLast(limit ?? 50)]));

    public Task<Outcome<EventPage>> ReadEventsAsync(ConversationId id, long after, int? limit, CancellationToken cancellationToken = default) =>
        With<EventPage>(id, c => new EventPage([.. c.Events.Where(e => e.Sequence > after).Take(limit ?? 200)], c.LastSequence));

    public async Task<Outcome<MessagePayload>> SendAsync(
        OperatorId me, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        Check();
        if (HoldSends is { } hold)
            await hold.Task;
        if (RefuseSends is { } refusal)
            return refusal;
        using var _ = _lock.EnterScope();
        var conversation = _conversations[id];
        if (conversation.Messages.FirstOrDefault(m => m.Id == request.Id) is { } stored)
            return stored;
        var who = DashboardOperatorStub.Of(me);
        if (conversation.Operator is null)
            Take(conversation, who);
        var quoted = conversation.Messages.FirstOrDefault(m => m.Id == request.ReplyTo);
        var message = conversation.Add(
            who.Sender, request.Content!, request.Id, quoted is null ? null : new() { Id = quoted.Id, Content = quoted.Content, Sender = quoted.Sender });
        Signal(conversation, conversation.Events[^1]);
        return Outcome<MessagePayload>.Created(message);
    }

    public Task<Outcome<bool>> TypingAsync(OperatorId me, ConversationId id, CancellationToken cancellationToken = default)
    {
        TypingCalls++;
        return With<bool>(id, _ => true);
    }

    public Task<Outcome<bool>> MarkReadAsync(OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default) =>
        With<bool>(id, c =>
        {
            c.OperatorRead = Math.Max(c.OperatorRead, sequence);
            var payload = new ReadPayload { Reader = ParticipantType.Operator, ReadSequence = sequence };
            Signal(c, c.Append(EventNames.ConversationRead, payload, LivecallerJson.Default.ReadPayload));
            return true;
        });

    public Task<Outcome<bool>> MarkDeliveredAsync(OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default) =>
        With<bool>(id, c =>
        {
            c.OperatorDelivered = Math.Max(c.OperatorDelivered, sequence);
            return true;
        });

    public Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorId me, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default)
    {
        foreach (var (id, sequence) in sequences)
            _ = MarkDeliveredAsync(me, id, sequence, cancellationToken);
        return Task.FromResult<Outcome<bool>>(true);
    }

    public Task<Outcome<OperatorConversationPayload>> AssignAsync(
        OperatorId me, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default) =>
        With<OperatorConversationPayload>(id, c =>
        {
            Take(c, DashboardOperatorStub.Of(assignee));
            return c.Payload;
        });

    public Task<Outcome<OperatorConversationPayload>> TransferAsync(
        OperatorId me, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default) =>
        AssignAsync(me, id, request.OperatorId ?? me, cancellationToken);

    public Task<Outcome<OperatorConversationPayload>> CloseAsync(OperatorId me, ConversationId id, CancellationToken cancellationToken = default) =>
        With<OperatorConversationPayload>(id, c =>
        {
            Close(c, ParticipantType.Operator);
            return c.Payload;
        });

    public IDisposable Subscribe(Action<ConversationSignal> onSignal)
    {
        lock (_lock)
            _listeners.Add(onSignal);
        return new Subscription(() =>
        {
            lock (_lock)
                _listeners.Remove(onSignal);
        });
    }

    // Repeats the newest event, as a feed that only hints may.
    internal void SignalAgain(FakeConversation conversation) => Signal(conversation, conversation.Events[^1]);

    private static Outcome<IReadOnlyList<MessagePayload>> Page(List<MessagePayload> messages) => Outcome<IReadOnlyList<MessagePayload>>.Created(messages);

    private void Signal(FakeConversation conversation, LoggedEvent logged) =>
        Tell(new(conversation.Id, logged.Type, logged.Sequence, logged.Data));

    private void Tell(ConversationSignal signal)
    {
        Action<ConversationSignal>[] listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
            _told.Add(new(signal));
        }

        foreach (var listener in listeners)
            listener(signal);
    }

    private Task<Outcome<T>> With<T>(ConversationId id, Func<FakeConversation, Outcome<T>> act)
    {
        Check();
        using var _ = _lock.EnterScope();
        return Task.FromResult(_conversations.TryGetValue(id, out var conversation)
            ? act(conversation)
            : new Problem { Status = 404, Title = "No such conversation." });
    }

    private void Check()
    {
        if (SynchronizationContext.Current is not null)
            CallsOnDispatcher++;
        if (Broken)
            throw new InvalidOperationException("The desk is broken, as the test wanted.");
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

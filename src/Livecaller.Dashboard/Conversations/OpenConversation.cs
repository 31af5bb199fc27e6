using Livecaller.Dashboard.Hosting;
using Livecaller.Server;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Conversations;

/// <summary>
/// The conversation on the screen. All members but <see cref="IsOn"/> are used on the circuit's dispatcher. After each wait the operator may be
/// in another conversation: nothing of the one may then land in the other, hence the generation.
/// </summary>
internal sealed partial class OpenConversation(
    ServerCalls server, OperatorContext me, Drafts drafts, UndoSetting undo, TimeProvider time, ILogger<OpenConversation> logger)
{
    internal const int PageSize = 50;
    private const int EventPageSize = 500;

    // By conversation: what failed must still be there when the operator comes back.
    private readonly Dictionary<ConversationId, List<OutgoingMessage>> _outgoing = [];
    private int _generation;
    private long _marked;
    private long _announced;
    private volatile string? _on;

    internal event Action? Changed;

    internal ConversationId? Id { get; private set; }

    internal LoadState State { get; private set; } = LoadState.Loading;

    internal OperatorConversationPayload? Conversation { get; private set; }

    internal ConversationLog Log { get; private set; } = new();

    internal IReadOnlyList<OutgoingMessage> Outgoing => Id is { } id && _outgoing.TryGetValue(id, out var list) ? list : [];

    internal bool HasEarlier { get; private set; }

    internal bool LoadingEarlier { get; private set; }

    /// <summary>Why the last action failed, for people; null when it did not.</summary>
    internal string? Failure { get; private set; }

    internal MessagePayload? ReplyTo { get; private set; }

    internal bool IsMine => Conversation?.Operator?.Id == me.Id;

    /// <summary>Whether this conversation is on the screen. For any thread.</summary>
    internal bool IsOn(ConversationId id) => _on == id.Value;

    internal async Task OpenAsync(ConversationId? id, bool again = false)
    {
        if (Id == id && !again)
            return;
        var generation = ++_generation;
        (Id, State, Conversation, Log, HasEarlier, Failure, ReplyTo, _marked) = (id, LoadState.Loading, null, new(), false, null, null, 0);
        // Set before the log is read: whatever it does not have yet is announced from now on.
        (_announced, _on) = (0, id?.Value);
        Raise();
        if (id is not { } opened)
            return;
        try
        {
            var state = await LoadAsync(opened, generation);
            if (generation == _generation)
                State = state;
            await FollowAsync(opened, generation);
        }
        catch (Exception e)
        {
            LogFailed(e, opened);
            if (generation == _generation)
                State = LoadState.Failed;
        }

        Raise();
    }

    internal void DismissFailure() => Change(() => Failure = null);

    internal void Reply(MessagePayload? message) => Change(() => ReplyTo = message);

    /// <summary>Fetches what the log has beyond the cursor, if it has grown to <paramref name="sequence"/>.</summary>
    internal async Task CatchUpAsync(ConversationId id, long sequence)
    {
        if (id != Id)
            return;
        // A read that is in progress continues to this sequence.
        _announced = Math.Max(_announced, sequence);
        var generation = _generation;
        try
        {
            await FollowAsync(id, generation);
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            if (generation == _generation)
                State = LoadState.Failed;
        }

        Raise();
    }

    internal async Task LoadEarlierAsync()
    {
        if (Id is not { } id || !HasEarlier || LoadingEarlier)
            return;
        var generation = _generation;
        LoadingEarlier = true;
        Raise();
        try
        {
            var page = await server.CallAsync((IOperatorService d) => d.ReadMessagesAsync(me.Caller, id, Log.OldestMessage, PageSize));
            if (generation == _generation && page.IsSuccess)
            {
                foreach (var message in page.Value)
                    Log.Put(message);
                HasEarlier = page.Value.Count == PageSize;
            }
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            if (generation == _generation)
                Failure = Localization.Texts.EarlierFailed;
        }
        finally
        {
            LoadingEarlier = false;
            Raise();
        }
    }

    private async Task<LoadState> LoadAsync(ConversationId id, int generation)
    {
        var found = await server.CallAsync((IOperatorService d) => d.FindAsync(me.Caller, id));
        if (!found.IsSuccess)
            return found.Problem.Status == 404 ? LoadState.Missing : LoadState.Failed;
        var page = await server.CallAsync((IOperatorService d) => d.ReadMessagesAsync(me.Caller, id, null, PageSize));
        if (!page.IsSuccess)
            return LoadState.Failed;

        var log = new ConversationLog();
        foreach (var message in page.Value)
            log.Put(message);
        var whole = page.Value.Count < PageSize;
        log.StartAfter(whole ? 0 : page.Value[0].Sequence - 1);
        await ReadOnAsync(id, log, generation);
        if (generation == _generation)
            (Conversation, Log, HasEarlier) = (found.Value, log, !whole);
        return LoadState.Ready;
    }

    private async Task FollowAsync(ConversationId id, int generation)
    {
        while (generation == _generation && State == LoadState.Ready && _announced > Log.Cursor)
        {
            var from = Log.Cursor;
            await ReadOnAsync(id, Log, generation);
            await ReadHeadAsync(id, generation);
            // A log that has not what was announced would be read again and again.
            if (generation == _generation && Log.Cursor == from)
                return;
        }
    }

    private async Task ReadOnAsync(ConversationId id, ConversationLog log, int generation)
    {
        while (generation == _generation)
        {
            var page = await server.CallAsync((IOperatorService d) => d.ReadEventsAsync(me.Caller, id, log.Cursor, EventPageSize));
            // The dashboard ends with the session.
            if (page.Problem is { Status: 401 })
                return;
            if (!page.IsSuccess)
                throw new InvalidOperationException(page.Problem.Title ?? "The log could not be read.");
            foreach (var logged in page.Value.Data)
                log.Apply(logged);
            OutgoingOf(id).RemoveAll(o => log.Has(o.Id));
            if (page.Value.Data.Count == 0 || log.Cursor >= page.Value.LastSequence)
                return;
        }
    }

    private async Task ReadHeadAsync(ConversationId id, int generation)
    {
        var found = await server.CallAsync((IOperatorService d) => d.FindAsync(me.Caller, id));
        if (generation == _generation && found.IsSuccess)
            Conversation = found.Value;
        Raise();
    }

    private List<OutgoingMessage> OutgoingOf(ConversationId id)
    {
        if (!_outgoing.TryGetValue(id, out var list))
            _outgoing[id] = list = [];
        return list;
    }

    private void Change(Action change)
    {
        change();
        Raise();
    }

    private void Raise() => Changed?.Invoke();

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {ConversationId}: a call to the desk failed.")]
    private partial void LogFailed(Exception e, ConversationId conversationId);
}

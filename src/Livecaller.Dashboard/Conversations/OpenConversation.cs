using Livecaller.Dashboard.Hosting;
using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Conversations;

/// <summary>
/// The conversation on the screen. All members are used on the circuit's dispatcher. After each wait the operator may be
/// in another conversation: nothing of the one may then land in the other, hence the generation.
/// </summary>
internal sealed partial class OpenConversation(Desk desk, OperatorContext me, TimeProvider time, ILogger<OpenConversation> logger)
{
    internal const int PageSize = 50;
    private const int EventPageSize = 500;

    // By conversation: what failed must still be there when the operator comes back.
    private readonly Dictionary<ConversationId, List<OutgoingMessage>> _outgoing = [];
    private int _generation;
    private long _marked;
    private bool _catching;
    private bool _behind;

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

    internal async Task OpenAsync(ConversationId? id, bool again = false)
    {
        if (Id == id && !again)
            return;
        var generation = ++_generation;
        (Id, State, Conversation, Log, HasEarlier, Failure, ReplyTo, _marked) = (id, LoadState.Loading, null, new(), false, null, null, 0);
        (_catching, _behind) = (false, false);
        Raise();
        if (id is not { } opened)
            return;
        try
        {
            var state = await LoadAsync(opened, generation);
            if (generation == _generation)
                State = state;
        }
        catch (Exception e) when (generation == _generation)
        {
            LogFailed(e, opened);
            State = LoadState.Failed;
        }

        Raise();
    }

    internal void DismissFailure() => Change(() => Failure = null);

    internal void Reply(MessagePayload? message) => Change(() => ReplyTo = message);

    /// <summary>Fetches what the log has beyond the cursor. A signal is only the hint to do so.</summary>
    internal async Task OnSignalAsync(ConversationSignal signal)
    {
        if (signal.ConversationId != Id || State != LoadState.Ready || signal.Sequence is null || signal.Sequence <= Log.Cursor)
            return;
        _behind = true;
        if (_catching)
            return;
        _catching = true;
        var generation = _generation;
        try
        {
            while (_behind && generation == _generation)
            {
                _behind = false;
                await CatchUpAsync(signal.ConversationId, Log, generation);
                await ReadHeadAsync(signal.ConversationId, generation);
            }
        }
        catch (Exception e)
        {
            LogFailed(e, signal.ConversationId);
            if (generation == _generation)
                State = LoadState.Failed;
        }
        finally
        {
            if (generation == _generation)
                _catching = false;
            Raise();
        }
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
            var page = await desk.AskAsync(d => d.ReadMessagesAsync(id, Log.OldestMessage, PageSize));
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
        var found = await desk.AskAsync(d => d.FindAsync(id));
        if (!found.IsSuccess)
            return found.Problem.Status == 404 ? LoadState.Missing : LoadState.Failed;
        var page = await desk.AskAsync(d => d.ReadMessagesAsync(id, null, PageSize));
        if (!page.IsSuccess)
            return LoadState.Failed;

        var log = new ConversationLog();
        foreach (var message in page.Value)
            log.Put(message);
        var whole = page.Value.Count < PageSize;
        log.StartAfter(whole ? 0 : page.Value[0].Sequence - 1);
        await CatchUpAsync(id, log, generation);
        if (generation == _generation)
            (Conversation, Log, HasEarlier) = (found.Value, log, !whole);
        return LoadState.Ready;
    }

    private async Task CatchUpAsync(ConversationId id, ConversationLog log, int generation)
    {
        while (generation == _generation)
        {
            var page = await desk.AskAsync(d => d.ReadEventsAsync(id, log.Cursor, EventPageSize));
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
        var found = await desk.AskAsync(d => d.FindAsync(id));
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

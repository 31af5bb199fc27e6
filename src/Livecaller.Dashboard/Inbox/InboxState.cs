using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Inbox;

/// <summary>
/// The inbox of one operator. All members are used on the circuit's dispatcher. A signal only says that something changed;
/// the displayed data is always read from the server.
/// </summary>
internal sealed partial class InboxState(InboxReader reader, OperatorContext me, ILogger<InboxState> logger) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _pages = 1;
    private Task _reading = Task.CompletedTask;
    private bool _stale;

    internal event Action? Changed;

    internal InboxTab Tab { get; private set; } = InboxTab.Waiting;

    internal string Search { get; private set; } = "";

    internal LoadState State { get; private set; } = LoadState.Loading;

    internal InboxCounts Counts { get; private set; } = new(0, 0, 0);

    internal IReadOnlyList<OperatorConversationPayload> Conversations { get; private set; } = [];

    internal bool HasMore { get; private set; }

    internal Task ShowAsync(InboxTab tab)
    {
        if (Tab == tab && State != LoadState.Failed)
            return Task.CompletedTask;
        Tab = tab;
        return StartOverAsync();
    }

    internal Task SearchAsync(string text)
    {
        var search = text.Trim();
        if (Search == search)
            return Task.CompletedTask;
        Search = search;
        return StartOverAsync();
    }

    internal Task ShowMoreAsync()
    {
        _pages++;
        return RefreshAsync();
    }

    /// <summary>Reads the list again. Calls during a read make one more read, however many they are.</summary>
    internal Task RefreshAsync()
    {
        _stale = true;
        return _reading.IsCompleted ? _reading = ReadWhileStaleAsync() : _reading;
    }

    public void Dispose() => _ended.Cancel();

    private Task StartOverAsync()
    {
        _pages = 1;
        State = LoadState.Loading;
        Conversations = [];
        HasMore = false;
        Changed?.Invoke();
        return RefreshAsync();
    }

    private async Task ReadWhileStaleAsync()
    {
        try
        {
            while (_stale)
            {
                _stale = false;
                await ReadAsync();
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The circuit has ended.
        }
        catch (Exception e)
        {
            LogReadFailed(e);
            State = LoadState.Failed;
            Changed?.Invoke();
        }
    }

    private async Task ReadAsync()
    {
        var (tab, search) = (Tab, Search);
        var read = await reader.ReadAsync(me.Caller, tab, search.Length == 0 ? null : search, _pages, _ended.Token);
        if (!read.IsSuccess)
        {
            State = LoadState.Failed;
            Changed?.Invoke();
            return;
        }

        (var page, Counts) = read.Value;
        // The operator may have gone on to another list meanwhile; then that one is read next.
        if (tab != Tab || search != Search)
            return;
        (Conversations, HasMore, State) = (Keep(Conversations, page.Data), page.HasMore, LoadState.Ready);
        Changed?.Invoke();
    }

    // A row whose conversation is the same object as before is not drawn again.
    private static IReadOnlyList<OperatorConversationPayload> Keep(
        IReadOnlyList<OperatorConversationPayload> known, IReadOnlyList<OperatorConversationPayload> read)
    {
        var before = known.ToDictionary(c => c.Id);
        return [.. read.Select(c => before.TryGetValue(c.Id, out var same) && LooksLike(same, c) ? same : c)];
    }

    private static bool LooksLike(OperatorConversationPayload one, OperatorConversationPayload other) =>
        (one.LastSequence, one.UnreadCount, one.Status, one.Operator, one.Department, one.Visitor.Name)
        == (other.LastSequence, other.UnreadCount, other.Status, other.Operator, other.Department, other.Visitor.Name);

    [LoggerMessage(Level = LogLevel.Error, Message = "The inbox could not be read.")]
    private partial void LogReadFailed(Exception e);
}

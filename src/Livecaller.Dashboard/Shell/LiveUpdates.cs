using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Inbox;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Shell;

/// <summary>
/// Brings what happens in conversations onto one operator's screen. The feed may signal thousands of events in a second: all that is kept of them is what has
/// to be read again. One update runs at a time, and the next one waits until the browser has confirmed the last one, so a circuit whose
/// browser is slow or gone costs nothing. The inbox tells its changes itself; they are drawn by the same rule.
/// </summary>
internal sealed partial class LiveUpdates : IDisposable
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    internal static readonly TimeSpan InboxPause = TimeSpan.FromMilliseconds(150);

    // Most of the time of an update can be the wait for the dispatcher, which must not be waited for four times more.
    private static readonly TimeSpan MaxInboxPause = TimeSpan.FromSeconds(1);

    private readonly IConversationFeed _feed;
    private readonly InboxState _inbox;
    private readonly OpenConversation _open;
    private readonly ConversationNotes _notes;
    private readonly VisitorTyping _typing;
    private readonly ILogger<LiveUpdates> _logger;
    private readonly Repeater _repeater;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private Pending _pending;
    private Func<Func<Task>, Task>? _dispatch;
    private IDisposable? _subscription;
    private volatile TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LiveUpdates(
        IConversationFeed feed, InboxState inbox, OpenConversation open, ConversationNotes notes, VisitorTyping typing, TimeProvider time, ILogger<LiveUpdates> logger)
    {
        (_feed, _inbox, _open, _notes, _typing, _time, _logger) = (feed, inbox, open, notes, typing, time, logger);
        _repeater = new(() => RunAsync(UpdateAsync), Pause, time) { Settled = DrawnAsync };
        typing.Expired += OnTypingExpired;
    }

    /// <summary>Raised on the dispatcher after each update. The layout calls <see cref="Drawn"/> after the browser has rendered it.</summary>
    internal event Action? Updated;

    /// <summary>Starts to listen.</summary>
    /// <param name="dispatch">Runs an update on the circuit's dispatcher.</param>
    internal void Start(Func<Func<Task>, Task> dispatch)
    {
        _dispatch = dispatch;
        _inbox.Deliver = DeliverAsync;
        _subscription ??= _feed.Subscribe(OnSignal);
    }

    /// <summary>Confirms that the browser has rendered all updates.</summary>
    internal void Drawn() => _drawn.TrySetResult();

    public void Dispose()
    {
        _typing.Expired -= OnTypingExpired;
        _subscription?.Dispose();
        _repeater.Dispose();
        _inbox.Stop();
        _ended.Cancel();
    }

    // On the feed's thread, which serves every circuit and every socket.
    private void OnSignal(ConversationSignal signal)
    {
        var isTypingChanged = _typing.Note(signal);
        bool isPending;
        lock (_lock)
        {
            _pending.IsTyping |= isTypingChanged;
            if (signal.Sequence is { } sequence && _open.IsOn(signal.ConversationId))
                _pending.Conversation = (signal.ConversationId, sequence);
            _pending.IsNoted |= IsForOperators(signal.EventName) && _notes.IsOn(signal.ConversationId);
            isPending = _pending.IsTyping || _pending.IsNoted || _pending.Conversation is not null;
        }

        if (isPending)
            _repeater.Request();
    }

    private void OnTypingExpired()
    {
        lock (_lock)
            _pending.IsTyping = true;
        _repeater.Request();
    }

    private static bool IsForOperators(string eventName) => eventName is OperatorEventNames.ConversationNote or OperatorEventNames.ConversationTags or OperatorEventNames.ConversationSnoozed;

    private Task DrawnAsync(CancellationToken cancellationToken) => _drawn.Task.WaitAsync(cancellationToken);

    // More changes of the inbox are taken when the browser has drawn these.
    private async Task DeliverAsync(Func<Task> update)
    {
        var began = _time.GetTimestamp();
        await RunAsync(update);
        var pause = Repeater.PauseAfter(_time.GetElapsedTime(began), InboxPause);
        await Task.WhenAll(Task.Delay(pause < MaxInboxPause ? pause : MaxInboxPause, _time, _ended.Token), DrawnAsync(_ended.Token));
    }

    private async Task RunAsync(Func<Task> update)
    {
        try
        {
            lock (_lock)
                if (_drawn.Task.IsCompleted)
                    _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await _dispatch!(async () =>
            {
                await update();
                Updated?.Invoke();
            });
        }
        catch (Exception e)
        {
            Drawn();
            LogFailed(e);
        }
    }

    private async Task UpdateAsync()
    {
        Pending pending;
        lock (_lock)
            (pending, _pending) = (_pending, default);
        if (pending.IsTyping)
            _typing.Announce();
        if (pending.IsNoted)
            await _notes.CatchUpAsync();
        if (pending.Conversation is var (id, sequence))
            await _open.CatchUpAsync(id, sequence);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An update of the dashboard failed.")]
    private partial void LogFailed(Exception e);

    private struct Pending
    {
        internal bool IsTyping;
        internal bool IsNoted;
        internal (ConversationId Id, long Sequence)? Conversation;
    }
}

using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Inbox;

/// <summary>
/// Tells the server which messages of visitors have reached a dashboard, so that a visitor sees it. It is the same for every dashboard that is open, so it is
/// told once for all of them, and for many messages at once.
/// </summary>
internal sealed partial class Receipts : IDisposable
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // What exceeds the limit is reported with the conversation's next message or when it's read.
    private const int MaxPending = 10_000;

    private readonly IConversationFeed _feed;
    private readonly ServerCalls _server;
    private readonly ILogger<Receipts> _logger;
    private readonly Repeater _repeater;
    private readonly Lock _lock = new();
    private readonly List<Presence> _present = [];
    private Dictionary<ConversationId, long> _pending = [];
    private IDisposable? _subscription;

    public Receipts(IConversationFeed feed, ServerCalls server, TimeProvider time, ILogger<Receipts> logger)
    {
        (_feed, _server, _logger) = (feed, server, logger);
        _repeater = new(TellAsync, Pause, time);
    }

    /// <summary>An operator has opened a dashboard, which is open until the result is disposed.</summary>
    internal IDisposable Open(OperatorCaller me)
    {
        var presence = new Presence(this, me);
        lock (_lock)
        {
            _present.Add(presence);
            _subscription ??= _feed.Subscribe(OnSignal);
        }

        return presence;
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _repeater.Dispose();
    }

    private void Leave(Presence presence)
    {
        lock (_lock)
        {
            _present.Remove(presence);
            if (_present.Count > 0)
                return;
            _subscription?.Dispose();
            _subscription = null;
        }
    }

    private void OnSignal(ConversationSignal signal)
    {
        if (signal is not { EventName: EventNames.ConversationMessage, Sequence: { } sequence } || !IsVisitors(signal))
            return;
        lock (_lock)
        {
            if (_pending.Count >= MaxPending && !_pending.ContainsKey(signal.ConversationId))
                return;
            _pending[signal.ConversationId] = sequence;
        }

        _repeater.Request();
    }

    private async Task TellAsync()
    {
        Dictionary<ConversationId, long> arrived;
        List<OperatorCaller> present;
        lock (_lock)
        {
            (arrived, _pending) = (_pending, []);
            present = [.. _present.Select(p => p.Operator).Distinct()];
        }

        try
        {
            // A session can end while its dashboard is open; then another one reports it.
            foreach (var me in present)
                if ((await _server.CallAsync((IOperatorService desk) => desk.MarkDeliveredAsync(me, arrived))).IsSuccess)
                    return;
        }
        catch (Exception e)
        {
            LogFailed(e, arrived.Count);
        }
    }

    private static bool IsVisitors(ConversationSignal signal) =>
        signal.Data.TryGetProperty("sender", out var sender) && sender.TryGetProperty("type", out var type) && type.ValueEquals("visitor");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The arrival of messages in {Count} conversations could not be stored.")]
    private partial void LogFailed(Exception exception, int count);

    private sealed class Presence(Receipts receipts, OperatorCaller me) : IDisposable
    {
        internal OperatorCaller Operator { get; } = me;

        public void Dispose() => receipts.Leave(this);
    }
}

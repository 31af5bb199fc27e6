using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Conversations;

/// <summary>Typing in both directions: reports the visitor's typing to the server, and shows the other side's for a while.</summary>
internal sealed partial class TypingState : IDisposable
{
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly ConversationState _state;
    private readonly VisitorApi _api;
    private readonly WidgetCache _widget;
    private readonly VisitorEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationToken _ended;
    private readonly OneShotTimer _timer;
    private readonly Lock _lock = new();
    private readonly OneShotTimer _reportTimer;
    private MessageSender? _shown;
    private long? _reportedAt;
    private string? _unreported;

    public TypingState(
        ConversationState state, VisitorApi api, WidgetCache widget, VisitorEvents events, Fence fence, TimeProvider time, ILogger logger, CancellationToken ended)
    {
        _state = state;
        _api = api;
        _widget = widget;
        _events = events;
        _time = time;
        _logger = logger;
        _ended = ended;
        _timer = new(time, () => fence.TryRun(() => Change(null)));
        _reportTimer = new(time, () => _ = ReportLastAsync());
    }

    /// <summary>Someone on the other side is typing.</summary>
    public void Show(MessageSender sender)
    {
        // The timer first: typing that is shown must end.
        _timer.Start(ShownFor);
        Change(sender);
    }

    /// <summary>Someone on the other side has sent a message.</summary>
    public void Hide(ParticipantType type)
    {
        if (Volatile.Read(ref _shown) is { } shown && shown.Type == type) Change(null);
    }

    /// <summary>Reports that the visitor is typing: at once, or after the minimum interval with the text of that moment.</summary>
    public async Task ReportAsync(string? text, CancellationToken cancellationToken)
    {
        if (_state.Id is not { } id || !IsTime(text)) return;
        try
        {
            var preview = !string.IsNullOrEmpty(text)
                && (await _widget.GetAsync(cancellationToken).ConfigureAwait(false)).Settings.MessageTypingPreview;
            await _api.SendTypingAsync(id, preview ? text : null, cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerException e)
        {
            LogNotReported(e);
        }
    }

    /// <summary>The message was sent: typing before it is not reported any more.</summary>
    public void Sent()
    {
        lock (_lock)
        {
            (_unreported, _reportedAt) = (null, null);
            _reportTimer.Stop();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _reportTimer.Dispose();
    }

    private bool IsTime(string? text)
    {
        lock (_lock)
        {
            if (_reportedAt is { } told && Interval - _time.GetElapsedTime(told) is var rest && rest > TimeSpan.Zero)
            {
                _unreported = text ?? "";
                _reportTimer.Start(rest);
                return false;
            }

            _unreported = null;
            _reportedAt = _time.GetTimestamp();
            return true;
        }
    }

    private async Task ReportLastAsync()
    {
        string? text;
        lock (_lock) text = _unreported;
        if (text is null) return;
        try
        {
            await ReportAsync(text, _ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The visitor session ended.
        }
    }

    private void Change(MessageSender? sender)
    {
        var before = Interlocked.Exchange(ref _shown, sender);
        _state.Update(m => m.WithTyping(sender));
        if (before?.Id != sender?.Id && _state.Id is { } id) _events.Publish(new TypingChanged(id, sender));
    }

    [LoggerMessage(LogLevel.Debug, "The visitor's typing could not be reported.")]
    private partial void LogNotReported(Exception exception);
}

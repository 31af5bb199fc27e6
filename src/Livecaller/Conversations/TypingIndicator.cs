using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Protocol;
using Livecaller.Session;
using Microsoft.Extensions.Logging;

namespace Livecaller.Conversations;

/// <summary>Typing, both ways: tells the other side now and then, and shows theirs until it is old.</summary>
internal sealed partial class TypingIndicator : IDisposable
{
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private readonly ConversationState _state;
    private readonly VisitorApi _api;
    private readonly WidgetCache _widget;
    private readonly VisitorEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationToken _ended;
    private readonly OneShotTimer _timer;
    private readonly Lock _lock = new();
    private readonly OneShotTimer _tellTimer;
    private MessageSender? _shown;
    private long? _toldAt;
    private string? _untold;

    public TypingIndicator(
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
        _tellTimer = new(time, () => _ = TellLastAsync());
    }

    /// <summary>Somebody of the other side types.</summary>
    public void Show(MessageSender sender)
    {
        // The end first: whoever sees that somebody types may count on it.
        _timer.Start(ShownFor);
        Change(sender);
    }

    /// <summary>Somebody has said what they typed.</summary>
    public void Hide(ParticipantType type)
    {
        if (Volatile.Read(ref _shown) is { } shown && shown.Type == type) Change(null);
    }

    /// <summary>Tells that the visitor types: at once when that was not told lately, else when it is time again, with the text of then.</summary>
    public async Task TellAsync(string? text, CancellationToken cancellationToken)
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
            LogNotTold(e);
        }
    }

    /// <summary>The message is sent: what was typed until then needs no telling any more.</summary>
    public void Sent()
    {
        lock (_lock)
        {
            (_untold, _toldAt) = (null, null);
            _tellTimer.Stop();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _tellTimer.Dispose();
    }

    private bool IsTime(string? text)
    {
        lock (_lock)
        {
            if (_toldAt is { } told && Pace - _time.GetElapsedTime(told) is var rest && rest > TimeSpan.Zero)
            {
                _untold = text ?? "";
                _tellTimer.Start(rest);
                return false;
            }

            _untold = null;
            _toldAt = _time.GetTimestamp();
            return true;
        }
    }

    private async Task TellLastAsync()
    {
        string? text;
        lock (_lock) text = _untold;
        if (text is null) return;
        try
        {
            await TellAsync(text, _ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The visitor is gone.
        }
    }

    private void Change(MessageSender? sender)
    {
        var before = Interlocked.Exchange(ref _shown, sender);
        _state.Update(m => m.WithTyping(sender));
        if (before?.Id != sender?.Id && _state.Id is { } id) _events.Publish(new TypingChanged(id, sender));
    }

    [LoggerMessage(LogLevel.Debug, "That the visitor types could not be told.")]
    private partial void LogNotTold(Exception exception);
}

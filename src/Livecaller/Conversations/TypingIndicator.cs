using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Conversations;

/// <summary>Typing, both ways: tells the other side now and then, and shows theirs until it is old.</summary>
internal sealed partial class TypingIndicator : IDisposable
{
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private readonly Conversation _conversation;
    private readonly ConversationState _state;
    private readonly VisitorScope _scope;
    private readonly ILogger _logger;
    private readonly OneShotTimer _timer;
    private readonly Lock _lock = new();
    private readonly OneShotTimer _tellTimer;
    private MessageSender? _shown;
    private long? _toldAt;
    private string? _untold;

    public TypingIndicator(Conversation conversation, ConversationState state, VisitorScope scope)
    {
        _conversation = conversation;
        _state = state;
        _scope = scope;
        _logger = scope.Logger;
        _timer = new(scope.Options.TimeProvider, () => scope.Fence.TryRun(() => Change(null)));
        _tellTimer = new(scope.Options.TimeProvider, () => _ = TellLastAsync());
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
        if (_conversation.Id is not { } id || !IsTime(text)) return;
        try
        {
            var preview = !string.IsNullOrEmpty(text)
                && (await _scope.GetWidgetAsync(cancellationToken).ConfigureAwait(false)).Settings.MessageTypingPreview;
            await _scope.CallAsync((api, token, end) => api.TypeAsync(token, id, preview ? text : null, end), cancellationToken).ConfigureAwait(false);
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
        var time = _scope.Options.TimeProvider;
        lock (_lock)
        {
            if (_toldAt is { } told && Pace - time.GetElapsedTime(told) is var rest && rest > TimeSpan.Zero)
            {
                _untold = text ?? "";
                _tellTimer.Start(rest);
                return false;
            }

            _untold = null;
            _toldAt = time.GetTimestamp();
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
            await TellAsync(text, _scope.Ended).ConfigureAwait(false);
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
        if (before?.Id != sender?.Id && _conversation.Id is { } id) _scope.Publish(new TypingChanged(id, sender));
    }

    [LoggerMessage(LogLevel.Debug, "That the visitor types could not be told.")]
    private partial void LogNotTold(Exception exception);
}

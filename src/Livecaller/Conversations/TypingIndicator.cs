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
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long? _toldAt;

    public TypingIndicator(Conversation conversation, ConversationState state, VisitorScope scope)
    {
        _conversation = conversation;
        _state = state;
        _scope = scope;
        _logger = scope.Logger;
        _timer = scope.Options.TimeProvider.CreateTimer(
            static indicator => ((TypingIndicator)indicator!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Show(MessageSender sender)
    {
        _state.Update(m => m.WithTyping(sender));
        _timer.Change(ShownFor, Timeout.InfiniteTimeSpan);
    }

    public async Task TellAsync(string? text, CancellationToken cancellationToken)
    {
        if (_conversation.Id is not { } id || !IsTime()) return;
        try
        {
            var preview = !string.IsNullOrEmpty(text)
                && (await _scope.GetWidgetAsync(cancellationToken)).Settings.MessageTypingPreview;
            await _scope.CallAsync((api, token, end) => api.TypeAsync(token, id, preview ? text : null, end), cancellationToken);
        }
        catch (LivecallerException e)
        {
            LogNotTold(e);
        }
    }

    public void Dispose() => _timer.Dispose();

    private bool IsTime()
    {
        var time = _scope.Options.TimeProvider;
        lock (_lock)
        {
            if (_toldAt is { } told && time.GetElapsedTime(told) < Pace) return false;
            _toldAt = time.GetTimestamp();
            return true;
        }
    }

    private void Expire() => _state.Update(m => m.WithTyping(null));

    [LoggerMessage(LogLevel.Debug, "That the visitor types could not be told.")]
    private partial void LogNotTold(Exception exception);
}

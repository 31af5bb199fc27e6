using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Shell;

/// <summary>Says when the connection takes its time or is lost, what happens to messages meanwhile, and for a moment that it is back.</summary>
public sealed partial class ConnectionBanner : ChatPart, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Relief = TimeSpan.FromSeconds(4);

    private ConnectionState _state;
    private ConnectionNews _news;
    private ITimer? _timer;

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Context.Connection == _state) return;
        _state = Context.Connection;
        _timer?.Dispose();
        switch (_state)
        {
            case ConnectionState.Unavailable:
                _news = ConnectionNews.Lost;
                break;
            case ConnectionState.Failed:
                // That a session is over is said with what can be done about it.
                _news = Context.Error == ChatError.SignedOut ? ConnectionNews.None : ConnectionNews.Refused;
                break;
            case ConnectionState.Connecting when _news is ConnectionNews.None or ConnectionNews.Back:
                _news = ConnectionNews.None;
                After(Patience, ConnectionNews.Connecting);
                break;
            case ConnectionState.Connected when _news != ConnectionNews.None:
                _news = ConnectionNews.Back;
                After(Relief, ConnectionNews.None);
                break;
            case ConnectionState.Disconnected or ConnectionState.Connected:
                _news = ConnectionNews.None;
                break;
        }
    }

    private void After(TimeSpan wait, ConnectionNews news)
    {
        ITimer? mine = null;
        mine = _timer = Context.Time.CreateTimer(
            _ => _ = InvokeAsync(() =>
            {
                if (mine != _timer) return;
                _news = news;
                StateHasChanged();
            }),
            null, wait, Timeout.InfiniteTimeSpan);
    }
}

namespace Livecaller.Blazor.Chat;

/// <summary>
/// Draws at most once for each frame of the browser, and at once when nothing was drawn lately: messages that come faster are drawn together.
/// Belongs to one renderer's thread.
/// </summary>
/// <param name="draw">Draws what is there now.</param>
/// <param name="nextFrame">Ends when the browser has shown the last picture.</param>
internal sealed class FrameBatch(Func<Task> draw, Func<Task> nextFrame)
{
    private bool _isWaiting;
    private bool _isDue;

    /// <summary>There is something to draw.</summary>
    public async Task RequestAsync()
    {
        _isDue = true;
        if (_isWaiting) return;
        _isWaiting = true;
        try
        {
            while (_isDue)
            {
                _isDue = false;
                await draw();
                await nextFrame();
            }
        }
        finally
        {
            _isWaiting = false;
        }
    }
}

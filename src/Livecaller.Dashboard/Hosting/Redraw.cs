namespace Livecaller.Dashboard.Hosting;

/// <summary>Draws a component again, on its dispatcher: once, however often it was asked for before it came to that.</summary>
/// <param name="dispatch">The component's <c>InvokeAsync</c>.</param>
/// <param name="draw">What is done there.</param>
internal sealed class Redraw(Func<Action, Task> dispatch, Action draw)
{
    private int _isPending;

    /// <summary>Can be called on any thread.</summary>
    internal void Request()
    {
        if (Interlocked.Exchange(ref _isPending, 1) == 0)
            _ = dispatch(Draw);
    }

    private void Draw()
    {
        Volatile.Write(ref _isPending, 0);
        draw();
    }
}

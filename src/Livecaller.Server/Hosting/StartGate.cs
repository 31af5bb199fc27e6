using Microsoft.AspNetCore.Hosting;

namespace Livecaller.Server.Hosting;

// Requests that arrive while the first start still creates the widget wait for it.
internal sealed class StartGate : IStartupFilter
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) => _open.Task.IsCompleted ? rest(context) : WaitAsync(context, rest));
        next(app);
    };

    private async Task WaitAsync(HttpContext context, RequestDelegate rest)
    {
        await _open.Task.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        await rest(context).ConfigureAwait(false);
    }
}

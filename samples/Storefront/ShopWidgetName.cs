using Livecaller.Protocol;

namespace Storefront;

/// <summary>Names the widget that the first start created after the shop, unless it was renamed in the dashboard.</summary>
internal sealed class ShopWidgetName(ShopWidget widget) : IHostedLifecycleService
{
    private const string DefaultName = "Livecaller";

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await widget.GetNameAsync(cancellationToken) == DefaultName)
            await widget.ChangeAsync(new WidgetRequest { Name = "Fern & Oak" }, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

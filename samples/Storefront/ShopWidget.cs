using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;

namespace Storefront;

/// <summary>The shop's chat widget, from the Livecaller server in the same process.</summary>
internal sealed class ShopWidget(IServiceScopeFactory scopes)
{
    /// <summary>Returns the widget's ID.</summary>
    public Task<string> GetIdAsync(CancellationToken cancellationToken = default) =>
        WithAsync((_, widget) => Task.FromResult(widget.Id.Value), cancellationToken);

    /// <summary>Returns the name that visitors see.</summary>
    public Task<string> GetNameAsync(CancellationToken cancellationToken = default) =>
        WithAsync((_, widget) => Task.FromResult(widget.Name), cancellationToken);

    /// <summary>Returns the secret for signing identity tokens.</summary>
    public Task<string> GetSecretAsync(CancellationToken cancellationToken = default) =>
        WithAsync(async (service, widget) => (await service.ReadSecretAsync(OperatorCaller.Application, widget.Id, cancellationToken)).Value!, cancellationToken);

    /// <summary>Updates the widget.</summary>
    public Task ChangeAsync(WidgetRequest change, CancellationToken cancellationToken = default) =>
        WithAsync((service, widget) => service.UpdateAsync(OperatorCaller.Application, widget.Id, change, cancellationToken), cancellationToken);

    private async Task<T> WithAsync<T>(Func<IWidgetService, OperatorWidgetPayload, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<IWidgetService>();
        var widgets = await service.ListAsync(OperatorCaller.Application, cancellationToken);
        return await use(service, widgets.Value![0]);
    }
}

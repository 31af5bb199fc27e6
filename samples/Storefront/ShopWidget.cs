using Livecaller.Server.Widgets;

namespace Storefront;

/// <summary>The shop's chat widget, as the server half of Livecaller in this process knows it.</summary>
internal sealed class ShopWidget(IServiceScopeFactory scopes)
{
    /// <summary>The widget's id.</summary>
    public Task<string> GetIdAsync(CancellationToken cancellationToken = default) =>
        WithAsync((_, widget) => Task.FromResult(widget.Id.Value), cancellationToken);

    /// <summary>The name that visitors see.</summary>
    public Task<string> GetNameAsync(CancellationToken cancellationToken = default) =>
        WithAsync((_, widget) => Task.FromResult(widget.Name), cancellationToken);

    /// <summary>The secret that identity tokens are signed with.</summary>
    public Task<string> GetSecretAsync(CancellationToken cancellationToken = default) =>
        WithAsync((_, widget) => Task.FromResult(widget.JwtSecret), cancellationToken);

    /// <summary>Changes it.</summary>
    public Task ChangeAsync(WidgetChange change, CancellationToken cancellationToken = default) =>
        WithAsync((widgets, widget) => widgets.UpdateAsync(widget.Id, change, cancellationToken), cancellationToken);

    private async Task<T> WithAsync<T>(Func<IWidgetService, WidgetDetails, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var widgets = scope.ServiceProvider.GetRequiredService<IWidgetService>();
        var all = await widgets.ListAsync(cancellationToken);
        return await use(widgets, all[0]);
    }
}

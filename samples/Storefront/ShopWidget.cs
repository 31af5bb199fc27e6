using Livecaller.Server.Widgets;

namespace Storefront;

/// <summary>The shop's chat widget, as the server half of Livecaller in this process knows it.</summary>
internal sealed class ShopWidget(IServiceScopeFactory scopes)
{
    /// <summary>The widget's id.</summary>
    public async Task<string> GetIdAsync(CancellationToken cancellationToken = default) =>
        (await FindAsync(cancellationToken)).Id.Value;

    /// <summary>The secret that identity tokens are signed with.</summary>
    public async Task<string> GetSecretAsync(CancellationToken cancellationToken = default) =>
        (await FindAsync(cancellationToken)).JwtSecret;

    private async Task<WidgetDetails> FindAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var widgets = await scope.ServiceProvider.GetRequiredService<IWidgetDesk>().ListAsync(cancellationToken);
        return widgets[0];
    }
}

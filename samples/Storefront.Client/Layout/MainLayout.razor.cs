using Microsoft.AspNetCore.Components;
using Storefront.Client.Accounts;
using Storefront.Client.Notices;

namespace Storefront.Client.Layout;

/// <summary>The layout of all pages. Its components stay mounted as long as the tab is open.</summary>
public sealed partial class MainLayout : IDisposable
{
    [Inject] private ShopSession Session { get; set; } = null!;

    [Inject] private NoticeBoard Board { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Session.Changed -= OnChanged;

    /// <inheritdoc />
    protected override void OnInitialized() => Session.Changed += OnChanged;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await Board.StartAsync();
        await Session.StartAsync();
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);
}

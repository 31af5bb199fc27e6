using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Account;

/// <summary>A part of the page of the account. It's drawn again whenever the account has changed.</summary>
public abstract class AccountCard : ComponentBase, IDisposable
{
    [Inject]
    internal AccountState Own { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        Own.Changed -= StateHasChanged;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Own.Changed += StateHasChanged;
}

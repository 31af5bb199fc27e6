using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>A page of the settings: it loads what it shows, and tells why it can't.</summary>
public abstract class SettingsPage : ComponentBase
{
    [Inject]
    internal ServiceCaller Calls { get; set; } = null!;

    [Inject]
    internal Clock Clock { get; set; } = null!;

    private protected LoadState State { get; private set; } = LoadState.Loading;

    private protected string? Failure { get; private set; }

    private protected bool May(OperatorPermission permission) => Calls.Operator.May(permission);

    /// <summary>Loads the page, and returns why it can't be shown, or null.</summary>
    private protected abstract Task<string?> ReadAsync();

    private protected async Task LoadAsync()
    {
        State = LoadState.Loading;
        Failure = await ReadAsync();
        State = Failure is null ? LoadState.Ready : LoadState.Failed;
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    /// <summary>The name of a role, for people.</summary>
    internal static string NameOfRole(string role) => role switch
    {
        LivecallerRoles.Owner => Texts.RoleOwner,
        LivecallerRoles.Administrator => Texts.RoleAdministrator,
        LivecallerRoles.Supervisor => Texts.RoleSupervisor,
        _ => Texts.RoleOperator,
    };
}

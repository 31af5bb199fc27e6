using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>Asks for what an invitation needs.</summary>
public sealed partial class InviteForm
{
    private string? _email;
    private string? _name;
    private string _role = LivecallerRoles.Operator;

    /// <summary>The roles to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Roles { get; set; }

    [Parameter, EditorRequired] public EventCallback<InvitedOperator> Done { get; set; }

    [Parameter, EditorRequired] public EventCallback Cancel { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    private async Task<string?> SaveAsync()
    {
        var (invited, error) = await Calls.CallAsync((ITeamService team, OperatorCaller me) => team.InviteAsync(me, new() { Email = _email, Name = _name, Role = _role }));
        if (invited is not null)
            await Done.InvokeAsync(invited);
        return error;
    }
}

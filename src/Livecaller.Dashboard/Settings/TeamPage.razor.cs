using Livecaller.Dashboard.Localization;
using Livecaller.Server.Departments;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;

namespace Livecaller.Dashboard.Settings;

/// <summary>The operators of the installation.</summary>
public sealed partial class TeamPage
{
    private IReadOnlyList<TeamOperatorPayload> _team = [];
    private IReadOnlyList<OperatorDepartmentPayload> _departments = [];
    private (string Name, InvitationPayload Payload)? _invitation;
    private bool _isInviting;

    private bool CanManage => May(OperatorPermission.ManageOperators);

    // The roles that this operator can give.
    private IReadOnlyList<string> Roles => [.. OperatorRoles.All.Where(role => role != OperatorRole.Owner || May(OperatorPermission.ManageOwners)).Select(OperatorRoles.NameOf)];

    private protected override async Task<string?> ReadAsync()
    {
        var (team, error) = await Calls.CallAsync((ITeamService service, OperatorCaller me) => service.ListAsync(me), Texts.InboxFailedText);
        var (departments, fault) = await Calls.CallAsync((IDepartmentService service, OperatorCaller me) => service.ListAsync(me, null), Texts.InboxFailedText);
        if (error is null)
            (_team, _departments) = (team!.Data, departments ?? []);
        return error ?? fault;
    }

    private bool CanChange(TeamOperatorPayload member) => CanManage && (member.Role != LivecallerRoles.Owner || May(OperatorPermission.ManageOwners));

    private async Task LoadQuietlyAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task OnInvitedAsync(InvitedOperator invited)
    {
        (_isInviting, _invitation) = (false, (invited.Data.Name, invited.Invitation));
        await LoadQuietlyAsync();
    }
}

using System.Globalization;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>An operator in the list, and the form that changes one.</summary>
public sealed partial class TeamRow
{
    private readonly HashSet<DepartmentId> _departments = [];
    private bool _isOpen;
    private string _role = "";
    private string? _limit;
    private string? _error;

    [Parameter, EditorRequired] public required TeamOperatorPayload Member { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<OperatorDepartmentPayload> Departments { get; set; }

    /// <summary>The roles to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Roles { get; set; }

    [Parameter] public bool CanChange { get; set; }

    [Parameter] public bool IsMe { get; set; }

    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    /// <summary>Called with a new link.</summary>
    [Parameter, EditorRequired] public EventCallback<InvitationPayload> Invited { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private Clock Clock { get; set; } = null!;

    private string DepartmentNames => string.Join(", ", Departments.Where(d => Member.DepartmentIds.Contains(d.Id)).Select(d => SafeText.Line(d.DisplayName)));

    private string StateText => Member switch
    {
        { IsDisabled: true } => Texts.TeamLocked,
        { InvitationExpiresAt: { } until } => until > Clock.Now ? Texts.TeamInvited : Texts.TeamInvitationExpired,
        { Availability: "online" } => Texts.AvailabilityOnline,
        { Availability: "away" } => Texts.AvailabilityAway,
        _ => Texts.AvailabilityOffline,
    };

    private string? StateClass => Member is { IsDisabled: false, InvitationExpiresAt: null, Availability: "online" } ? "lc-online" : null;

    private string Activity => string.Join(" · ", ((string?[])[
        Member.OpenConversations > 0 ? TimeText.Format(Texts.TeamOpen, Member.OpenConversations) : null,
        Member.LastSeenAt is { } seen ? TimeText.Ago(Clock, seen) : null]).OfType<string>());

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_isOpen)
            return;
        (_role, _limit) = (Member.Role, null);
        _departments.Clear();
        _departments.UnionWith(Member.DepartmentIds);
    }

    private void Tick(DepartmentId id, bool isOn) => _ = isOn ? _departments.Add(id) : _departments.Remove(id);

    private async Task<string?> SaveAsync()
    {
        if (_limit is { Length: > 0 } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Texts.TeamLimitWrong;
        int? limit = _limit is null ? null : _limit.Length == 0 ? 0 : int.Parse(_limit, CultureInfo.InvariantCulture);
        return await ChangeAsync((team, me) => team.UpdateAsync(
            me, Member.Id, new() { Role = _role == Member.Role ? null : _role, DepartmentIds = [.. _departments], MaxConversations = limit }));
    }

    private async Task ToggleAsync()
    {
        _error = await ChangeAsync((team, me) => team.UpdateAsync(me, Member.Id, new() { IsDisabled = !Member.IsDisabled }));
        _isOpen = _error is not null;
    }

    private async Task RenewAsync()
    {
        (var invitation, _error) = await Calls.CallAsync((ITeamService team, OperatorCaller me) => team.RenewInvitationAsync(me, Member.Id));
        if (invitation is null)
            return;
        _isOpen = false;
        await Invited.InvokeAsync(invitation);
        await Changed.InvokeAsync();
    }

    private async Task RevokeAsync() => _error = await ChangeAsync((team, me) => team.RevokeInvitationAsync(me, Member.Id));

    private async Task<string?> ChangeAsync<T>(Func<ITeamService, OperatorCaller, Task<Outcome<T>>> change)
    {
        var (_, error) = await Calls.CallAsync(change);
        if (error is null)
            await Changed.InvokeAsync();
        return error;
    }
}

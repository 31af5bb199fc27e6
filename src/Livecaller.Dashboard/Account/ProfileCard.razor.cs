using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Account;

/// <summary>What visitors and colleagues see of the operator.</summary>
public sealed partial class ProfileCard
{
    private ProfilePayload? _profile;
    private bool _isOpen;
    private bool _isSaved;
    private string? _name;
    private string? _avatar;
    private string? _error;

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private UndoSetting Undo { get; set; } = null!;

    [Inject] private AccountState Own { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => (_profile, _error) = await Calls.CallAsync((IProfileService profiles, OperatorCaller me) => profiles.ReadAsync(me));

    private void Open() => (_isOpen, _isSaved, _name, _avatar) = (true, false, null, null);

    private async Task SetAvailabilityAsync(string? availability)
    {
        _error = await UpdateAsync(new() { Availability = availability });
        _isSaved = _error is null;
    }

    private async Task SetUndoAsync(bool isOn)
    {
        _error = await UpdateAsync(new() { UndoSend = isOn });
        _isSaved = _error is null;
    }

    private Task<string?> SaveAsync() => UpdateAsync(new() { Name = _name, AvatarUrl = _avatar });

    private async Task<string?> UpdateAsync(UpdateProfileRequest request)
    {
        var (changed, error) = await Calls.CallAsync((IProfileService profiles, OperatorCaller me) => profiles.UpdateAsync(me, request));
        if (changed is null)
            return error;
        _profile = changed;
        Undo.Set(changed);
        await Own.LoadAsync();
        return null;
    }
}

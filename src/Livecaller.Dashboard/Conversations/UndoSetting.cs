using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Whether the operator's messages are held back for some seconds, in which they can be taken back.</summary>
internal sealed class UndoSetting(ServiceCaller calls)
{
    private bool? _isOn;

    /// <summary>Reads the setting, unless it is known.</summary>
    internal async Task<bool> ReadAsync()
    {
        if (_isOn is { } known)
            return known;
        var (profile, _) = await calls.CallAsync((IProfileService service, OperatorCaller me) => service.ReadAsync(me));
        _isOn = profile?.UndoSend;
        return _isOn ?? false;
    }

    /// <summary>Takes over what the profile says now.</summary>
    internal void Set(ProfilePayload profile) => _isOn = profile.UndoSend;
}

using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;

namespace Livecaller.Dashboard.Conversations;

/// <summary>The operators of the installation, for mentions and for handing conversations over.</summary>
internal sealed class Colleagues(ServiceCaller calls, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>All operators, by name. It is replaced when it's read again.</summary>
    internal IReadOnlyList<TeamOperatorPayload> Team { get; private set; } = [];

    /// <summary>Those who can be mentioned and can take conversations.</summary>
    internal IEnumerable<TeamOperatorPayload> Active => Team.Where(o => o is { IsDisabled: false, InvitationExpiresAt: null });

    /// <summary>Reads the team, unless it was just read. What was read before stays if it fails.</summary>
    internal async Task ReadAsync()
    {
        if (time.GetUtcNow() - _readAt < Fresh)
            return;
        var (team, _) = await calls.CallAsync((ITeamService service, OperatorCaller me) => service.ListAsync(me));
        if (team is not null)
            (Team, _readAt) = (team.Data, time.GetUtcNow());
    }
}

using Livecaller.Server.Hosting;
using Livecaller.Server.SecondFactor;

namespace Livecaller.Server.Operators;

/// <summary>How operators sign in: <c>Livecaller:Operators</c>.</summary>
public sealed class OperatorOptions
{
    /// <summary>
    /// Who has to sign in with a second factor. Operators who have none are led to the page to set one up after the password, and can't use the
    /// operator API until then.
    /// </summary>
    /// <value><see cref="SecondFactorRequirement.Nobody"/></value>
    public SecondFactorRequirement RequireSecondFactor { get; set; }

    /// <summary>How long an invitation can be accepted.</summary>
    /// <value>7 days</value>
    [TimeSetting(Minimum = 60, Maximum = 31_536_000)]
    public TimeSpan InvitationLifetime { get; set; } = TimeSpan.FromDays(7);
}

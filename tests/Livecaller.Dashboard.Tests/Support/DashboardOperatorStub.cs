using Livecaller.Dashboard.Hosting;
using Livecaller.Protocol;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>The operators of the tests.</summary>
internal sealed record DashboardOperatorStub(string Id, string Name)
{
    internal static readonly DashboardOperatorStub Nino = new("0b0e7a52-2f6a-4d0e-9a51-7d8a55f0a001", "Nino Beridze");
    internal static readonly DashboardOperatorStub Luka = new("0b0e7a52-2f6a-4d0e-9a51-7d8a55f0a002", "Luka Okropiridze");

    internal OperatorSummary Summary => new() { Id = new(Id), Name = Name };

    internal MessageSender Sender => new() { Type = ParticipantType.Operator, Id = Id, Name = Name };

    /// <summary>The operator as the caller of a service, without a session.</summary>
    internal OperatorCaller Caller => OperatorCaller.OnBehalfOf(new(Id));

    internal static DashboardOperatorStub Of(OperatorId id) => id.Value == Luka.Id ? Luka : Nino;

    internal DashboardOperator Signed(string role = LivecallerRoles.Owner, string session = "") => new(Id, Name, "nino@example.test", role) { SessionId = session };
}

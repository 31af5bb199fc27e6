using System.Security.Claims;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Hosting;

/// <summary>The signed-in operator.</summary>
/// <param name="Id">The operator's id.</param>
/// <param name="Name">The name that visitors see.</param>
/// <param name="Email">The e-mail address that the operator signs in with.</param>
/// <param name="Role"><c>owner</c>, <c>administrator</c>, <c>supervisor</c> or <c>operator</c>.</param>
public sealed record DashboardOperator(string Id, string Name, string Email, string Role)
{
    private const string SessionClaim = "livecaller:session";

    /// <summary>The id of the session that the operator signed in with.</summary>
    public string SessionId { get; init; } = "";

    internal OperatorId OperatorId => new(Id);

    /// <summary>Whether the operator's role has a permission. Services check it again.</summary>
    internal bool May(OperatorPermission permission) => OperatorPermissions.IsIn(OperatorRoles.Find(Role) ?? OperatorRole.Operator, permission);

    /// <summary>The operator, for services.</summary>
    internal OperatorCaller Caller => OperatorCaller.InSession(OperatorId, SessionId);

    internal static DashboardOperator From(ClaimsPrincipal user) => new(
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("The operator's cookie names no operator."),
        user.FindFirstValue(ClaimTypes.Name) ?? "",
        user.FindFirstValue(ClaimTypes.Email) ?? "",
        user.FindFirstValue(ClaimTypes.Role) ?? "")
    {
        SessionId = SessionOf(user) ?? throw new InvalidOperationException("The operator's cookie names no session."),
    };

    /// <summary>The session that a cookie names; null for a cookie of an earlier version.</summary>
    internal static string? SessionOf(ClaimsPrincipal user) => user.FindFirstValue(SessionClaim);

    internal ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, Id),
            new(ClaimTypes.Name, Name),
            new(ClaimTypes.Email, Email),
            new(ClaimTypes.Role, Role),
            new(SessionClaim, SessionId),
        ],
        DashboardDefaults.AuthenticationScheme));
}

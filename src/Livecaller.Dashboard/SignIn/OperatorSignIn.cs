using System.Security.Claims;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Signs operators in by their ASP.NET Core Identity accounts. The cookie names a session, which the server keeps.</summary>
internal sealed class OperatorSignIn(SignInManager<LivecallerOperator> signInManager, OperatorSessions sessions) : IOperatorSignIn
{
    private UserManager<LivecallerOperator> Users => signInManager.UserManager;

    public async Task<SignInAnswer> CheckAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken)
    {
        if (await Users.FindByEmailAsync(email) is not { } account)
        {
            // An unknown address must take as long as a wrong password, or the clock tells which addresses exist.
            _ = Users.PasswordHasher.HashPassword(new LivecallerOperator(), password);
            return new(SignInOutcome.Refused);
        }

        var result = await signInManager.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!result.Succeeded) return new(result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Refused);
        var session = await sessions.BeginAsync(account, OperatorSessionKind.Dashboard, client, cancellationToken);
        return new(SignInOutcome.Success, await PrincipalAsync(account, session.Id));
    }

    public async Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        DashboardOperator.SessionOf(principal) is { } id
        && await sessions.FindAsync(OperatorSessionKind.Dashboard, id, cancellationToken) is { } signedIn
            ? await PrincipalAsync(signedIn.Account, id) : null;

    public async Task SignOutAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var signedIn = DashboardOperator.From(principal);
        await sessions.EndAsync(Guid.Parse(signedIn.Id), signedIn.SessionId, OperatorSessionEnd.SignedOut, cancellationToken);
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(LivecallerOperator account, string sessionId)
    {
        var isAdministrator = (await Users.GetRolesAsync(account)).Contains(LivecallerRoles.Administrator);
        return new DashboardOperator(
            account.Id.ToString(),
            account.DisplayName.Length > 0 ? account.DisplayName : account.Email ?? "",
            account.Email ?? "",
            isAdministrator ? LivecallerRoles.Administrator : LivecallerRoles.Operator)
        {
            SessionId = sessionId,
        }.ToPrincipal();
    }
}

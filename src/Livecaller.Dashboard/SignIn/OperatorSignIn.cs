using System.Security.Claims;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Operators.External;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Signs operators in by their ASP.NET Core Identity accounts. The cookie names a session, which the server keeps.</summary>
internal sealed class OperatorSignIn(
    OperatorPasswordCheck passwords, ExternalOperators externals, UserManager<LivecallerOperator> accounts, OperatorSessions sessions) : IOperatorSignIn
{
    public async Task<SignInAnswer> CheckAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken)
    {
        if (await passwords.FindAsync(email, password, client, cancellationToken) is not { } account) return new(SignInOutcome.Refused);
        return await BeginAsync(account, client, cancellationToken);
    }

    public async Task<SignInAnswer> AcceptAsync(ExternalIdentity identity, OperatorClient client, CancellationToken cancellationToken)
    {
        var found = await externals.FindOrCreateAsync(identity, cancellationToken);
        return found.Account is { } account ? await BeginAsync(account, client, cancellationToken) : new(SignInOutcome.Refused, Refusal: found.Refusal);
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

    private async Task<SignInAnswer> BeginAsync(LivecallerOperator account, OperatorClient client, CancellationToken cancellationToken)
    {
        var session = await sessions.BeginAsync(account, OperatorSessionKind.Dashboard, client, cancellationToken);
        return new(SignInOutcome.Success, await PrincipalAsync(account, session.Id));
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(LivecallerOperator account, string sessionId)
    {
        var isAdministrator = (await accounts.GetRolesAsync(account)).Contains(LivecallerRoles.Administrator);
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

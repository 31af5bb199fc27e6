using System.Security.Claims;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Livecaller.Server.Operators.External;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Signs operators in by their ASP.NET Core Identity accounts. The cookie names a session, which the server keeps.</summary>
internal sealed class OperatorSignIn(
    OperatorPasswordCheck passwords, ExternalOperators externals, SecondFactorPolicy policy, SecondFactorCheck factors, OperatorPasskeys passkeys,
    SealedTexts sealedTexts, UserManager<LivecallerOperator> accounts, OperatorSessions sessions, RateGate rates, IDbContextFactory<LivecallerDbContext> contexts,
    IOptions<LivecallerServerOptions> options)
    : IOperatorSignIn
{
    private const string Purpose = "Livecaller.SignInCode";
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(10);

    public async Task<SignInAnswer> CheckAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken)
    {
        if (await passwords.FindAsync(email, password, client, cancellationToken) is not { } account) return new(SignInOutcome.Refused);
        return await policy.FindAsync(account, cancellationToken) switch
        {
            SecondFactorState.Code => new(SignInOutcome.CodeNeeded, Ticket: sealedTexts.Seal(Purpose, $"{account.Id}|{account.SecurityStamp}", TicketLifetime)),
            SecondFactorState.Passkey => new(SignInOutcome.PasskeyNeeded),
            // Without the factor that is required, the session leads to the page that sets it up and nowhere else.
            _ => await BeginAsync(account, client, cancellationToken),
        };
    }

    public async Task<SignInAnswer> AcceptAsync(ExternalIdentity identity, OperatorClient client, CancellationToken cancellationToken)
    {
        var found = await externals.FindOrCreateAsync(identity, cancellationToken);
        return found.Account is { } account
            ? await BeginAsync(account, client, isExternal: true, cancellationToken) : new(SignInOutcome.Refused, Refusal: found.Refusal);
    }

    public Task<SignInAnswer> BeginAsync(LivecallerOperator account, OperatorClient client, CancellationToken cancellationToken) =>
        BeginAsync(account, client, isExternal: false, cancellationToken);

    public async Task<SignInAnswer> CheckCodeAsync(string ticket, SecondFactorCode code, OperatorClient client, CancellationToken cancellationToken)
    {
        if (sealedTexts.Open(Purpose, ticket)?.Split('|') is not [var id, var stamp]
            || await accounts.FindByIdAsync(id) is not { TwoFactorEnabled: true } account || account.SecurityStamp != stamp
            || await accounts.IsLockedOutAsync(account))
            return new(SignInOutcome.Expired);
        return await factors.CheckAsync(account, code, client, cancellationToken)
            ? await BeginAsync(account, client, cancellationToken) : new(SignInOutcome.Refused, Ticket: ticket);
    }

    public Task<PasskeyRequest> BeginPasskeyAsync(PasskeySite site) => passkeys.BeginSignInAsync(site);

    public async Task<SignInAnswer> CheckPasskeyAsync(PasskeySite site, string state, string credential, OperatorClient client, CancellationToken cancellationToken)
    {
        rates.Take("operator-passkey", client.Network, options.Value.Limits.LoginsPerMinute);
        return await passkeys.FindAsync(site, state, credential) is { } account
            ? await BeginAsync(account, client, cancellationToken) : new(SignInOutcome.Refused);
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

    private async Task<SignInAnswer> BeginAsync(LivecallerOperator account, OperatorClient client, bool isExternal, CancellationToken cancellationToken)
    {
        var session = await sessions.BeginAsync(account, OperatorSessionKind.Dashboard, client, cancellationToken, isExternal);
        return new(SignInOutcome.Success, await PrincipalAsync(account, session.Id));
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(LivecallerOperator account, string sessionId)
    {
        using var db = await contexts.CreateDbContextAsync();
        var role = await OperatorRoles.FindAsync(db, account.Id, CancellationToken.None);
        return new DashboardOperator(
            account.Id.ToString(),
            account.DisplayName.Length > 0 ? account.DisplayName : account.Email ?? "",
            account.Email ?? "",
            OperatorRoles.NameOf(role))
        {
            SessionId = sessionId,
        }.ToPrincipal();
    }
}

using Livecaller.Server.Hosting;
using Livecaller.Server.Visitors;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

// Begins sessions of the operator API.
internal sealed class OperatorLogin(
    OperatorPasswordCheck passwords, UserManager<LivecallerOperator> accounts, OperatorSessions sessions, SignedToken tokens, TimeProvider time,
    IOptions<LivecallerServerOptions> options)
{
    // One answer for every reason: it must not reveal which accounts exist.
    private static readonly Problem Refused = Problems.Unauthorized("The e-mail address or the password is wrong, or the account is locked.");

    private static readonly Problem NoPasswords = Problems.Forbidden("Operators of this server sign in with its OpenID Connect provider only.");

    public async Task<Outcome<OperatorSession>> LoginAsync(OperatorLoginRequest request, OperatorClient client, CancellationToken cancellationToken)
    {
        if (!options.Value.OpenIdConnect.AcceptsPasswords) return NoPasswords;
        if (string.IsNullOrEmpty(request.Email)) return Problems.Invalid("email", "It is missing.");
        if (string.IsNullOrEmpty(request.Password)) return Problems.Invalid("password", "It is missing.");
        if (await passwords.FindAsync(request.Email, request.Password, client, cancellationToken).ConfigureAwait(false) is not { } account) return Refused;
        var session = await sessions.BeginAsync(account, OperatorSessionKind.Api, client, cancellationToken).ConfigureAwait(false);
        var payload = new OperatorPayload
        {
            Id = new(account.Id.ToString()),
            Name = account.DisplayName,
            Email = account.Email ?? "",
            Role = await accounts.IsInRoleAsync(account, LivecallerRoles.Administrator).ConfigureAwait(false) ? LivecallerRoles.Administrator : LivecallerRoles.Operator,
        };
        return new OperatorSession(payload, new SessionToken(
            tokens.Make(SignedToken.Operator, session.Id, session.ExpiresAt), "Bearer", (long)(session.ExpiresAt - time.GetUtcNow()).TotalSeconds));
    }
}

using Livecaller.Server.Hosting;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Operators;

// Begins sessions of the operator API.
internal sealed class OperatorLogin(
    OperatorPasswordCheck passwords, SecondFactorPolicy policy, SecondFactorCheck factors, LivecallerDbContext db,
    OperatorSessions sessions, SignedToken tokens, TimeProvider time, IOptions<LivecallerServerOptions> options)
{
    // One answer for every reason: it must not reveal which accounts exist.
    private static readonly Problem Refused = Problems.Unauthorized("The e-mail address or the password is wrong, or the account is locked.");

    private static readonly Problem NoPasswords = Problems.Forbidden("Operators of this server sign in with its OpenID Connect provider only.");

    private static readonly Problem NoCode = Problems.Unauthorized(
        "The account has a second factor. Repeat the login with code, from the authenticator app, or with recovery_code.") with
    { Type = Problem.SecondFactorRequired };

    public async Task<Outcome<OperatorSession>> LoginAsync(OperatorLoginRequest request, OperatorClient client, CancellationToken cancellationToken)
    {
        if (!options.Value.OpenIdConnect.AcceptsPasswords) return NoPasswords;
        if (string.IsNullOrEmpty(request.Email)) return Problems.Invalid("email", "It is missing.");
        if (string.IsNullOrEmpty(request.Password)) return Problems.Invalid("password", "It is missing.");
        if (request is { Code: not null, RecoveryCode: not null }) return Problems.Invalid("recovery_code", "Expected either code or recovery_code, received both.");
        if (await passwords.FindAsync(request.Email, request.Password, client, cancellationToken).ConfigureAwait(false) is not { } account) return Refused;
        if (await FactorFaultAsync(account, request, client, cancellationToken).ConfigureAwait(false) is { } fault) return fault;
        var session = await sessions.BeginAsync(account, OperatorSessionKind.Api, client, cancellationToken).ConfigureAwait(false);
        var payload = new OperatorPayload
        {
            Id = new(account.Id.ToString()),
            Name = account.DisplayName,
            Email = account.Email ?? "",
            Role = OperatorRoles.NameOf(await OperatorRoles.FindAsync(db, account.Id, cancellationToken).ConfigureAwait(false)),
        };
        return new OperatorSession(payload, new SessionToken(
            tokens.Make(SignedToken.Operator, session.Id, session.ExpiresAt), "Bearer", (long)(session.ExpiresAt - time.GetUtcNow()).TotalSeconds));
    }

    private async Task<Problem?> FactorFaultAsync(LivecallerOperator account, OperatorLoginRequest request, OperatorClient client, CancellationToken cancellationToken)
    {
        switch (await policy.FindAsync(account, cancellationToken).ConfigureAwait(false))
        {
            case SecondFactorState.NotNeeded:
                return null;
            case SecondFactorState.Code when (request.Code ?? request.RecoveryCode) is { } text:
                return await factors.CheckAsync(account, new(text, request.Code is null), client, cancellationToken).ConfigureAwait(false)
                    ? null : Problems.Unauthorized("The code is wrong, or was used before.");
            case SecondFactorState.Code:
                return NoCode;
            default:
                return OperatorFilter.FactorMissing;
        }
    }
}

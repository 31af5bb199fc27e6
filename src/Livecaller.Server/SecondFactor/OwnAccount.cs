using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.SecondFactor;

// What operators see and change of their own account. Who changes how to sign in proves to be the operator again, and ends the other sessions.
internal sealed partial class OwnAccount(
    UserManager<LivecallerOperator> accounts, OperatorSessions sessions, OperatorPasswordCheck passwords, SecondFactorCheck factors,
    SecondFactorPolicy policy, AuthenticatorStore authenticators, OperatorPasskeys passkeys, IDbContextFactory<LivecallerDbContext> contexts,
    ILogger<OwnAccount> logger)
{
    public async Task<AccountResult<OwnAccountState>> ReadAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        if (await sessions.FindAsync(OperatorSessionKind.Dashboard, sessionId, cancellationToken).ConfigureAwait(false) is not { Account: var account } signedIn)
            return AccountFault.SessionEnded;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == account.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var isRequired = !signedIn.Session.IsExternal && await policy.IsRequiredAsync(account.Id, cancellationToken).ConfigureAwait(false);
        var authenticator = account.TwoFactorEnabled ? await authenticators.FindAsync(account.Id, cancellationToken).ConfigureAwait(false) : null;
        return new OwnAccountState
        {
            Name = account.DisplayName,
            Email = account.Email ?? "",
            HasPassword = account.PasswordHash is not null,
            HasAuthenticator = account.TwoFactorEnabled,
            AuthenticatorSince = authenticator?.Since,
            RecoveryCodesLeft = authenticator?.CodesLeft ?? 0,
            IsFactorRequired = isRequired,
            Passkeys = [.. rows.OrderBy(p => p.Data.CreatedAt).Select(p => new OwnPasskey(p.CredentialId, p.Data.Name ?? "", p.Data.CreatedAt, p.LastUsedAt))],
            Sessions = await sessions.ListAsync(account.Id, cancellationToken).ConfigureAwait(false),
        };
    }

    public Task<AccountResult<bool>> ChangePasswordAsync(string sessionId, AccountProof proof, string password, CancellationToken cancellationToken = default) =>
        ChangeAsync<bool>(sessionId, proof, async account =>
        {
            var result = account.PasswordHash is null
                ? await accounts.AddPasswordAsync(account, password).ConfigureAwait(false)
                : await accounts.ChangePasswordAsync(account, proof.Password ?? "", password).ConfigureAwait(false);
            if (!result.Succeeded) return new(AccountFault.PasswordRefused, string.Join(' ', result.Errors.Select(e => e.Description)));
            LogChanged("password", account.Id);
            return true;
        }, cancellationToken);

    /// <summary>Switches the second factor on, with a code of the app that has the key. Returns the recovery codes.</summary>
    public Task<AccountResult<IReadOnlyList<string>>> AddAuthenticatorAsync(
        string sessionId, AccountProof proof, byte[] key, string code, CancellationToken cancellationToken = default) =>
        ChangeAsync<IReadOnlyList<string>>(sessionId, proof, async account =>
        {
            if (account.TwoFactorEnabled) return AccountFault.NotFound;
            if (await authenticators.SaveAsync(account.Id, key, code, cancellationToken).ConfigureAwait(false) is not { } codes) return AccountFault.WrongCode;
            Require(await accounts.SetTwoFactorEnabledAsync(account, true).ConfigureAwait(false));
            LogChanged("authenticator app", account.Id);
            return AccountResult.Of(codes);
        }, cancellationToken);

    public Task<AccountResult<bool>> RemoveAuthenticatorAsync(string sessionId, AccountProof proof, CancellationToken cancellationToken = default) =>
        ChangeAsync<bool>(sessionId, proof, async account =>
        {
            if (await IsLastAsync(account, authenticatorsLeft: 0, passkeysGone: 0, cancellationToken).ConfigureAwait(false)) return AccountFault.LastFactor;
            Require(await accounts.SetTwoFactorEnabledAsync(account, false).ConfigureAwait(false));
            await authenticators.RemoveAsync(account.Id, cancellationToken).ConfigureAwait(false);
            LogChanged("authenticator app", account.Id);
            return true;
        }, cancellationToken);

    public Task<AccountResult<IReadOnlyList<string>>> RenewRecoveryCodesAsync(string sessionId, AccountProof proof, CancellationToken cancellationToken = default) =>
        ChangeAsync<IReadOnlyList<string>>(sessionId, proof, async account =>
        {
            if (!account.TwoFactorEnabled) return AccountFault.NotFound;
            var codes = await authenticators.RenewCodesAsync(account.Id, cancellationToken).ConfigureAwait(false);
            Require(await accounts.UpdateSecurityStampAsync(account).ConfigureAwait(false));
            LogChanged("recovery codes", account.Id);
            return AccountResult.Of(codes);
        }, cancellationToken);

    public Task<AccountResult<PasskeyRequest>> BeginPasskeyAsync(string sessionId, AccountProof proof, PasskeySite site, CancellationToken cancellationToken = default) =>
        ChangeAsync<PasskeyRequest>(sessionId, proof, async account =>
            (await accounts.GetPasskeysAsync(account).ConfigureAwait(false)).Count >= OperatorPasskeys.MaxPasskeys
                ? AccountFault.TooManyPasskeys : await passkeys.BeginRegistrationAsync(account, site).ConfigureAwait(false), cancellationToken);

    /// <summary>Stores the passkey that the browser has created. Whoever has begun it has given the password.</summary>
    public Task<AccountResult<bool>> AddPasskeyAsync(
        string sessionId, PasskeySite site, string state, string credential, string name, CancellationToken cancellationToken = default) =>
        ChangeAsync<bool>(sessionId, null, async account =>
        {
            if (await passkeys.CheckRegistrationAsync(account, site, state, credential).ConfigureAwait(false) is not { } passkey) return AccountFault.PasskeyRefused;
            passkey.Name = name;
            Require(await accounts.AddOrUpdatePasskeyAsync(account, passkey).ConfigureAwait(false));
            Require(await accounts.UpdateSecurityStampAsync(account).ConfigureAwait(false));
            LogChanged("passkeys", account.Id);
            return true;
        }, cancellationToken);

    public Task<AccountResult<bool>> RemovePasskeyAsync(string sessionId, AccountProof proof, byte[] id, CancellationToken cancellationToken = default) =>
        ChangeAsync<bool>(sessionId, proof, async account =>
        {
            if (await accounts.GetPasskeyAsync(account, id).ConfigureAwait(false) is null) return AccountFault.NotFound;
            if (await IsLastAsync(account, account.TwoFactorEnabled ? 1 : 0, passkeysGone: 1, cancellationToken).ConfigureAwait(false)) return AccountFault.LastFactor;
            Require(await accounts.RemovePasskeyAsync(account, id).ConfigureAwait(false));
            Require(await accounts.UpdateSecurityStampAsync(account).ConfigureAwait(false));
            LogChanged("passkeys", account.Id);
            return true;
        }, cancellationToken);

    /// <summary>Ends another session of the operator.</summary>
    public async Task<AccountResult<bool>> EndSessionAsync(string sessionId, string ended, CancellationToken cancellationToken = default)
    {
        if (await sessions.FindAsync(OperatorSessionKind.Dashboard, sessionId, cancellationToken).ConfigureAwait(false) is not { Account: var account })
            return AccountFault.SessionEnded;
        return await sessions.EndAsync(account.Id, ended, OperatorSessionEnd.Revoked, cancellationToken).ConfigureAwait(false) ? true : AccountFault.NotFound;
    }

    // A page can be older than its session: both are read for each change.
    private async Task<AccountResult<T>> ChangeAsync<T>(
        string sessionId, AccountProof? proof, Func<LivecallerOperator, Task<AccountResult<T>>> change, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(OperatorSessionKind.Dashboard, sessionId, cancellationToken).ConfigureAwait(false) is not { } signedIn
            || await accounts.FindByIdAsync(signedIn.Account.Id.ToString()).ConfigureAwait(false) is not { } account)
        {
            return AccountFault.SessionEnded;
        }

        if (proof is not null && await FaultOfAsync(account, sessionId, proof, cancellationToken).ConfigureAwait(false) is { } fault) return fault;
        ((OperatorManager)accounts).KeptSession = sessionId;
        return await change(account).ConfigureAwait(false);
    }

    // An account that signs in elsewhere has no password. Its session is all that it has, until there is an authenticator.
    private async Task<AccountFault?> FaultOfAsync(LivecallerOperator account, string sessionId, AccountProof proof, CancellationToken cancellationToken)
    {
        if (account.PasswordHash is not null)
            return await passwords.ConfirmAsync(account, proof.Password ?? "", sessionId, cancellationToken).ConfigureAwait(false) ? null : AccountFault.WrongPassword;
        if (!account.TwoFactorEnabled) return null;
        var code = new SecondFactorCode(proof.Code ?? "", IsRecovery: false);
        return await factors.CheckAsync(account, code, new(null, null, "session " + sessionId), cancellationToken).ConfigureAwait(false) ? null : AccountFault.WrongCode;
    }

    private async Task<bool> IsLastAsync(LivecallerOperator account, int authenticatorsLeft, int passkeysGone, CancellationToken cancellationToken) =>
        await policy.IsRequiredAsync(account.Id, cancellationToken).ConfigureAwait(false)
        && authenticatorsLeft + (await accounts.GetPasskeysAsync(account).ConfigureAwait(false)).Count - passkeysGone < 1;

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The {What} of the operator {OperatorId} changed. The operator's other sessions have ended.")]
    private partial void LogChanged(string what, Guid operatorId);
}

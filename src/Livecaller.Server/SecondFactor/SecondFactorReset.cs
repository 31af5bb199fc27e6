using Livecaller.Server.Audit;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.SecondFactor;

// Removes all second factors of an operator who has lost them. The operator signs in with the password then, and sets up new ones.
internal sealed partial class SecondFactorReset(IServiceScopeFactory scopes, AuthenticatorStore authenticators, WriteGate gate, AuditLog audit, ILogger<SecondFactorReset> logger)
{
    /// <summary>Removes the authenticator, the recovery codes and the passkeys, and ends all sessions. False when there is no such operator.</summary>
    /// <param name="find">Finds the account.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async Task<bool> ResetAsync(
        Func<UserManager<LivecallerOperator>, Task<LivecallerOperator?>> find, AuditActor by, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var scopeLifetime = scope.ConfigureAwait(false);
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        if (await find(accounts).ConfigureAwait(false) is not { } account) return false;
        cancellationToken.ThrowIfCancellationRequested();
        // First what lets in: whoever has found the phone must not win the time until the rest is done.
        await gate.WriteAsync(db =>
        {
            audit.Add(db, by, new("operator.second_factor_reset", account.Id.ToString(), account.DisplayName));
            return db.UserPasskeys.Where(p => p.UserId == account.Id).ExecuteDeleteAsync();
        }, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        var result = await accounts.SetTwoFactorEnabledAsync(account, false).ConfigureAwait(false);
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Description)));
        await authenticators.RemoveAsync(account.Id, CancellationToken.None).ConfigureAwait(false);
        LogReset(account.Id, by.Id?.ToString() ?? by.Via);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The second factor of the operator {OperatorId} was reset by {By}. All sessions of the operator have ended.")]
    private partial void LogReset(Guid operatorId, string by);
}

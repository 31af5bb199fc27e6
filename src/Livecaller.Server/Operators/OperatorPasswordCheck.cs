using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

// The one way in with a password, for the dashboard's form and the API. Nothing tells an unknown address, a wrong password and a locked
// account apart: neither the answer nor the time that it takes.
internal sealed class OperatorPasswordCheck(
    UserManager<LivecallerOperator> accounts, OperatorPasswordHasher hasher, SignInGate gate, RateGate rates,
    OperatorSessions sessions, IOptions<LivecallerServerOptions> options)
{
    /// <summary>The account that an e-mail address and a password belong to; null when they belong to none, or to one that is locked.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    public async Task<LivecallerOperator?> FindAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken)
    {
        rates.Take("operator-login", client.Network, options.Value.Limits.LoginsPerMinute);
        var address = WidgetFieldRules.NormalizeEmail(email);
        var key = accounts.NormalizeEmail(address) ?? "";
        gate.Begin(key, client.Network);
        LivecallerOperator? account;
        PasswordVerificationResult result;
        try
        {
            account = await accounts.FindByEmailAsync(address).ConfigureAwait(false);
            if (!await sessions.IsKnownAsync(account?.Id, client, cancellationToken).ConfigureAwait(false)) gate.BeginUnknown(key);
            result = await gate.HashAsync(() => hasher.Check(account, password), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            gate.Withdraw(key, client.Network);
            throw;
        }

        if (account is null || result == PasswordVerificationResult.Failed || await accounts.IsLockedOutAsync(account).ConfigureAwait(false)) return null;
        gate.Succeeded(key, client.Network);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.PasswordHash = await gate.HashAsync(() => hasher.HashPassword(account, password), cancellationToken).ConfigureAwait(false);
            // Not a new password: the sessions go on.
            await accounts.UpdateAsync(account).ConfigureAwait(false);
        }

        return account;
    }

    /// <summary>Whether a signed-in operator knows the own password. Tries are counted for the session: whoever uses a foreign one can't guess on.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    public async Task<bool> ConfirmAsync(LivecallerOperator account, string password, string sessionId, CancellationToken cancellationToken)
    {
        var (key, network) = (account.NormalizedEmail ?? "", "session " + sessionId);
        gate.Begin(key, network);
        PasswordVerificationResult result;
        try
        {
            result = await gate.HashAsync(() => hasher.Check(account, password), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            gate.Withdraw(key, network);
            throw;
        }

        if (result == PasswordVerificationResult.Failed) return false;
        gate.Succeeded(key, network);
        return true;
    }
}

using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;

namespace Livecaller.Server.SecondFactor;

// Checks the code that follows a right password. Codes are limited as passwords are, and counted apart: a right password would otherwise
// forget the wrong codes.
internal sealed class SecondFactorCheck(
    AuthenticatorStore authenticators, OperatorSessions sessions, SignInGate gate, RateGate rates, IOptions<LivecallerServerOptions> options)
{
    /// <summary>Whether a code of the authenticator app, or a recovery code, is right. It's used then.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    public async Task<bool> CheckAsync(LivecallerOperator account, SecondFactorCode code, OperatorClient client, CancellationToken cancellationToken)
    {
        rates.Take("operator-code", client.Network, options.Value.Limits.LoginsPerMinute);
        var key = "code\n" + account.Id;
        gate.Begin(key, client.Network);
        bool isRight;
        try
        {
            if (!await sessions.IsKnownAsync(account.Id, client, cancellationToken).ConfigureAwait(false)) gate.BeginUnknown(key);
            isRight = code.IsRecovery
                ? await authenticators.TryUseRecoveryCodeAsync(account.Id, code.Text, cancellationToken).ConfigureAwait(false)
                : await authenticators.TryUseCodeAsync(account.Id, code.Text, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            gate.Withdraw(key, client.Network);
            throw;
        }

        if (isRight) gate.Succeeded(key, client.Network);
        return isRight;
    }
}

/// <summary>What an operator has typed after the password.</summary>
/// <param name="Text">The code.</param>
/// <param name="IsRecovery">Whether it's a recovery code, not one of the authenticator app.</param>
internal sealed record SecondFactorCode(string Text, bool IsRecovery);

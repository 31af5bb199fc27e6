using System.Security.Claims;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Livecaller.Server.Operators.External;
using Livecaller.Server.SecondFactor;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Checks who an operator is.</summary>
internal interface IOperatorSignIn
{
    /// <summary>Checks an e-mail address and a password, and begins a session.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    Task<SignInAnswer> CheckAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>Begins a session for somebody whom the OpenID Connect provider has signed in.</summary>
    Task<SignInAnswer> AcceptAsync(ExternalIdentity identity, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>Checks the code that follows a right password, and begins a session.</summary>
    /// <param name="ticket">What the password was answered with.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="client">Who signs in.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    Task<SignInAnswer> CheckCodeAsync(string ticket, SecondFactorCode code, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>Begins a session for an operator who has just accepted an invitation.</summary>
    Task<SignInAnswer> BeginAsync(LivecallerOperator account, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>Begins a sign-in by a passkey.</summary>
    Task<PasskeyRequest> BeginPasskeyAsync(PasskeySite site);

    /// <summary>Checks a passkey, and begins a session.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    Task<SignInAnswer> CheckPasskeyAsync(PasskeySite site, string state, string credential, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>The principal as it is today; null when the session has ended.</summary>
    Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);

    /// <summary>Ends the session of a principal, with the dashboards that are open in it.</summary>
    Task SignOutAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);
}

/// <summary>The result of a sign-in.</summary>
/// <param name="Outcome">Whether it worked.</param>
/// <param name="Principal">The operator; null unless it worked.</param>
/// <param name="Ticket">What the code is sent with; null unless one is needed.</param>
/// <param name="Refusal">Why somebody whom the provider has signed in is refused; null otherwise.</param>
internal sealed record SignInAnswer(
    SignInOutcome Outcome, ClaimsPrincipal? Principal = null, string? Ticket = null, ExternalRefusal? Refusal = null);

/// <summary>The outcome of a sign-in.</summary>
internal enum SignInOutcome
{
    /// <summary>It worked.</summary>
    Success,

    /// <summary>The password is right, and a code is needed.</summary>
    CodeNeeded,

    /// <summary>The password is right, and the account's passkey is needed.</summary>
    PasskeyNeeded,

    /// <summary>The password was typed too long ago, or the account has changed since.</summary>
    Expired,

    /// <summary>Unknown address or wrong password. The response doesn't reveal which.</summary>
    Refused,
}

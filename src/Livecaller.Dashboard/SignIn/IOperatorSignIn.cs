using System.Security.Claims;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Livecaller.Server.Operators.External;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Checks who an operator is.</summary>
internal interface IOperatorSignIn
{
    /// <summary>Checks an e-mail address and a password, and begins a session.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    Task<SignInAnswer> CheckAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>Begins a session for somebody whom the OpenID Connect provider has signed in.</summary>
    Task<SignInAnswer> AcceptAsync(ExternalIdentity identity, OperatorClient client, CancellationToken cancellationToken);

    /// <summary>The principal as it is today; null when the session has ended.</summary>
    Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);

    /// <summary>Ends the session of a principal, with the dashboards that are open in it.</summary>
    Task SignOutAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);
}

/// <summary>The result of a sign-in.</summary>
/// <param name="Outcome">Whether it worked.</param>
/// <param name="Principal">The operator; null unless it worked.</param>
/// <param name="Refusal">Why somebody whom the provider has signed in is refused; null otherwise.</param>
internal sealed record SignInAnswer(SignInOutcome Outcome, ClaimsPrincipal? Principal = null, ExternalRefusal? Refusal = null);

/// <summary>The outcome of a sign-in.</summary>
internal enum SignInOutcome
{
    /// <summary>It worked.</summary>
    Success,

    /// <summary>Unknown address or wrong password. The response doesn't reveal which.</summary>
    Refused,
}

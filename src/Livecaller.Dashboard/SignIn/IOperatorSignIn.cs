using System.Security.Claims;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Checks who an operator is.</summary>
internal interface IOperatorSignIn
{
    /// <summary>Checks an e-mail address and a password; wrong attempts count towards a lockout.</summary>
    Task<SignInAnswer> CheckAsync(string email, string password);

    /// <summary>The principal as it is today; null when the operator is gone, or every session was ended.</summary>
    Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal);
}

/// <summary>The result of a sign-in.</summary>
/// <param name="Outcome">Whether it worked.</param>
/// <param name="Principal">The operator; null unless it worked.</param>
internal sealed record SignInAnswer(SignInOutcome Outcome, ClaimsPrincipal? Principal = null);

/// <summary>The outcome of a sign-in.</summary>
internal enum SignInOutcome
{
    /// <summary>It worked.</summary>
    Success,

    /// <summary>Unknown address or wrong password. The response doesn't reveal which.</summary>
    Refused,

    /// <summary>Too many wrong attempts.</summary>
    LockedOut,
}

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

/// <summary>What came of a sign-in.</summary>
/// <param name="Outcome">Whether it worked.</param>
/// <param name="Principal">The operator; null unless it worked.</param>
internal sealed record SignInAnswer(SignInOutcome Outcome, ClaimsPrincipal? Principal = null);

/// <summary>How a sign-in ended.</summary>
internal enum SignInOutcome
{
    /// <summary>It worked.</summary>
    Success,

    /// <summary>Unknown address or wrong password. Which of them is told to nobody.</summary>
    Refused,

    /// <summary>Too many wrong attempts.</summary>
    LockedOut,
}

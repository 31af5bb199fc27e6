using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators.External;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Why a sign-in with the OpenID Connect provider led back to the sign-in page, as the page's address names it.</summary>
internal static class SignInProblem
{
    internal const string Cancelled = nameof(Cancelled);
    internal const string Failed = nameof(Failed);
    internal const string Unavailable = nameof(Unavailable);

    /// <summary>The text of a problem; null for none, and for a name that doesn't exist.</summary>
    internal static string? TextOf(string? problem) => problem switch
    {
        Cancelled => Texts.SignInCancelled,
        Failed => Texts.SignInFailed,
        Unavailable => Texts.SignInUnavailable,
        nameof(ExternalRefusal.NoRole) => Texts.SignInNoRole,
        nameof(ExternalRefusal.NoAccount) => Texts.SignInNoAccount,
        nameof(ExternalRefusal.NoEmail) => Texts.SignInNoEmail,
        nameof(ExternalRefusal.EmailNotVerified) => Texts.SignInEmailNotVerified,
        nameof(ExternalRefusal.LockedOut) => Texts.SignInLockedOut,
        _ => null,
    };
}

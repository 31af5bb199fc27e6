namespace Livecaller.Dashboard.SignIn;

/// <summary>The fields of the sign-in form.</summary>
internal static class SignInForm
{
    internal const string Email = "email";
    internal const string Password = "password";
    internal const string ReturnUrl = "returnUrl";
    internal const string Problem = "problem";

    // The second step.
    internal const string Ticket = "ticket";
    internal const string Code = "code";
    internal const string RecoveryCode = "recoveryCode";

    // Of the button that asks for the other kind of code.
    internal const string Switch = "switch";

    // The form of an invitation.
    internal const string Token = "token";
    internal const string Name = "name";

    // The form of the passkey, which a script fills in.
    internal const string State = "state";
    internal const string Credential = "credential";

    // Far above any real address or password; hashing a book would only burn time.
    internal const int MaxLength = 256;
}

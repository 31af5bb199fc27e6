namespace Livecaller.Dashboard.SignIn;

/// <summary>The fields of the sign-in form.</summary>
internal static class SignInForm
{
    internal const string Email = "email";
    internal const string Password = "password";
    internal const string ReturnUrl = "returnUrl";
    internal const string Problem = "problem";

    // Far above any real address or password; hashing a book would only burn time.
    internal const int MaxLength = 256;
}

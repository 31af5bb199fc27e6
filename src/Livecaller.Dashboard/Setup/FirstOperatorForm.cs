using Livecaller.Dashboard.SignIn;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Dashboard.Setup;

/// <summary>What was entered on the page of the first account.</summary>
internal sealed record FirstOperatorForm
{
    internal const string TokenField = "token";
    internal const string NameField = "name";
    internal const int MaxNameLength = 100;

    public string Token { get; init; } = "";

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string Password { get; init; } = "";

    public bool IsComplete => Name.Length is > 0 and <= MaxNameLength && Email.Length is > 0 and <= SignInForm.MaxLength
        && Password.Length is > 0 and <= SignInForm.MaxLength;

    public static async Task<FirstOperatorForm> ReadAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return new()
        {
            Token = form[TokenField].ToString(),
            Name = form[NameField].ToString().Trim(),
            Email = WidgetFieldRules.NormalizeEmail(form[SignInForm.Email].ToString()),
            Password = form[SignInForm.Password].ToString(),
        };
    }

    /// <inheritdoc />
    public override string ToString() => $"FirstOperatorForm {{ Name = {Name}, Email = {Email} }}";
}

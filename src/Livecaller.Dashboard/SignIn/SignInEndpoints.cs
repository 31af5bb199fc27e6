using System.Globalization;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.SignIn.OpenIdConnect;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Sign-in and sign-out: plain forms, which work before any script runs.</summary>
internal static class SignInEndpoints
{
    internal static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("login", DashboardEndpoints.Reading, ShowAsync);
        endpoints.MapPost("login", SignInAsync);
        endpoints.MapOpenIdConnect();
        endpoints.MapCode();
        endpoints.MapPasskey();
        endpoints.MapInvitation();
    }

    internal static void MapSignOut(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("logout", SignOutAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, IAntiforgery antiforgery, DashboardAddress address, string? returnUrl, string? problem)
    {
        var root = context.Request.PathBase + address.Path;
        var target = ReturnAddress.Safe(returnUrl, root);
        var operatorSession = await context.AuthenticateAsync(DashboardDefaults.AuthenticationScheme);
        return operatorSession.Succeeded ? TypedResults.Redirect(target) : Page(context, antiforgery, root, target, error: SignInProblem.TextOf(problem));
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, IOperatorSignIn signIn, DashboardAddress address)
    {
        var root = context.Request.PathBase + address.Path;
        if (!Provider(context).AcceptsPasswords)
            return Page(context, antiforgery, root, ReturnAddress.Safe(null, root), status: StatusCodes.Status403Forbidden);
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Page(context, antiforgery, root, ReturnAddress.Safe(null, root), error: Texts.SignInStale, status: StatusCodes.Status400BadRequest);

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var email = WidgetFieldRules.NormalizeEmail(form[SignInForm.Email].ToString());
        var password = form[SignInForm.Password].ToString();
        var target = ReturnAddress.Safe(form[SignInForm.ReturnUrl], root);

        var fits = email.Length is > 0 and <= SignInForm.MaxLength && password.Length is > 0 and <= SignInForm.MaxLength;
        SignInAnswer answer;
        try
        {
            answer = fits ? await signIn.CheckAsync(email, password, context.OperatorClient(), context.RequestAborted) : new SignInAnswer(SignInOutcome.Refused);
        }
        catch (RateLimitedException e)
        {
            return Page(context, antiforgery, root, target, email, WaitText(context, e), StatusCodes.Status429TooManyRequests);
        }

        return answer switch
        {
            { Outcome: SignInOutcome.CodeNeeded, Ticket: { } ticket } => CodeEndpoints.Page(context, antiforgery, root, new(ticket, target)),
            { Outcome: SignInOutcome.PasskeyNeeded } => Page(context, antiforgery, root, target, email, Texts.SignInPasskeyNeeded, StatusCodes.Status401Unauthorized),
            _ => await FinishAsync(context, answer, target)
                ?? Page(context, antiforgery, root, target, email, Texts.SignInRefused, StatusCodes.Status401Unauthorized),
        };
    }

    /// <summary>Gives the browser the cookie of a session that has begun; null when none has.</summary>
    internal static async Task<IResult?> FinishAsync(HttpContext context, SignInAnswer answer, string target)
    {
        if (answer is not { Outcome: SignInOutcome.Success, Principal: { } principal })
            return null;
        await context.SignInAsync(DashboardDefaults.AuthenticationScheme, principal);
        return TypedResults.Redirect(target);
    }

    /// <summary>The wait that a page with status 429 tells, as its header.</summary>
    internal static string WaitText(HttpContext context, RateLimitedException e)
    {
        context.Response.Headers.RetryAfter = e.Seconds.ToString(CultureInfo.InvariantCulture);
        return TimeText.Format(Texts.SignInTooMany, e.Seconds);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, IOperatorSignIn signIn, DashboardAddress address)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        await signIn.SignOutAsync(context.User, context.RequestAborted);
        await context.SignOutAsync(DashboardDefaults.AuthenticationScheme);
        return TypedResults.Redirect(context.Request.PathBase + address.SignInPath);
    }

    internal static OperatorOpenIdConnectOptions Provider(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.OpenIdConnect;

    /// <summary>The page of the first step.</summary>
    internal static RazorComponentResult<SignInPage> Page(
        HttpContext context, IAntiforgery antiforgery, string root, string returnUrl, string email = "", string? error = null, int status = StatusCodes.Status200OK)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.StatusCode = status;
        return new(new Dictionary<string, object?>
        {
            [nameof(SignInPage.Root)] = root,
            [nameof(SignInPage.AntiforgeryField)] = tokens.FormFieldName,
            [nameof(SignInPage.AntiforgeryToken)] = tokens.RequestToken!,
            [nameof(SignInPage.ReturnUrl)] = returnUrl,
            [nameof(SignInPage.Email)] = email,
            [nameof(SignInPage.Provider)] = Provider(context),
            [nameof(SignInPage.Error)] = error,
            [nameof(SignInPage.HasPasskeys)] = PasskeyEndpoints.SiteOf(context) is not null,
        });
    }
}

using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Dashboard.SignIn;

/// <summary>The second step of the sign-in: a code of the authenticator app, or a recovery code.</summary>
internal static class CodeEndpoints
{
    internal static void MapCode(this IEndpointRouteBuilder endpoints)
    {
        // Where a browser reloads the page of the second step.
        endpoints.MapMethods("login/code", DashboardEndpoints.Reading, static (HttpContext context, DashboardAddress address) =>
            TypedResults.Redirect(context.Request.PathBase + address.SignInPath));
        endpoints.MapPost("login/code", CheckAsync);
    }

    /// <summary>The page of the second step.</summary>
    internal static RazorComponentResult<CodePage> Page(HttpContext context, IAntiforgery antiforgery, string root, CodeStep step)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new(new Dictionary<string, object?>
        {
            [nameof(CodePage.Root)] = root,
            [nameof(CodePage.AntiforgeryField)] = tokens.FormFieldName,
            [nameof(CodePage.AntiforgeryToken)] = tokens.RequestToken!,
            [nameof(CodePage.Ticket)] = step.Ticket,
            [nameof(CodePage.ReturnUrl)] = step.ReturnUrl,
            [nameof(CodePage.IsRecovery)] = step.IsRecovery,
            [nameof(CodePage.Error)] = step.Error,
        });
    }

    private static async Task<IResult> CheckAsync(HttpContext context, IAntiforgery antiforgery, IOperatorSignIn signIn, DashboardAddress address)
    {
        var root = context.Request.PathBase + address.Path;
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return SignInEndpoints.Page(context, antiforgery, root, ReturnAddress.Safe(null, root), error: Texts.SignInStale, status: StatusCodes.Status400BadRequest);

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var isRecovery = form.ContainsKey(SignInForm.RecoveryCode);
        var code = form[isRecovery ? SignInForm.RecoveryCode : SignInForm.Code].ToString();
        var step = new CodeStep(form[SignInForm.Ticket].ToString(), ReturnAddress.Safe(form[SignInForm.ReturnUrl], root), isRecovery);
        if (form.ContainsKey(SignInForm.Switch))
            return Page(context, antiforgery, root, step with { IsRecovery = !isRecovery });

        try
        {
            var answer = code.Length <= SignInForm.MaxLength
                ? await signIn.CheckCodeAsync(step.Ticket, new(code, isRecovery), context.OperatorClient(), context.RequestAborted) : new(SignInOutcome.Refused);
            if (await SignInEndpoints.FinishAsync(context, answer, step.ReturnUrl) is { } finished)
                return finished;
            if (answer.Outcome == SignInOutcome.Expired)
                return SignInEndpoints.Page(context, antiforgery, root, step.ReturnUrl, error: Texts.SignInExpired, status: StatusCodes.Status401Unauthorized);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Page(context, antiforgery, root, step with { Error = isRecovery ? Texts.RecoveryCodeWrong : Texts.CodeWrong });
        }
        catch (RateLimitedException e)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page(context, antiforgery, root, step with { Error = SignInEndpoints.WaitText(context, e) });
        }
    }
}

/// <summary>What the page of the second step shows and sends.</summary>
/// <param name="Ticket">What the password was answered with.</param>
/// <param name="ReturnUrl">Where to go then.</param>
/// <param name="IsRecovery">Whether it asks for a recovery code.</param>
/// <param name="Error">What was wrong.</param>
internal sealed record CodeStep(string Ticket, string ReturnUrl, bool IsRecovery = false, string? Error = null);

using System.Text.Json.Nodes;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Livecaller.Server.SecondFactor;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.SignIn;

/// <summary>The sign-in by a passkey. A script asks for the options, and sends what the browser has signed as a form.</summary>
internal static class PasskeyEndpoints
{
    internal static void MapPasskey(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("login/passkey/options", BeginAsync);
        endpoints.MapPost("login/passkey", CheckAsync);
    }

    /// <summary>The site that browsers know the dashboard as; null where it has no passkeys, or operators sign in with a provider only.</summary>
    internal static PasskeySite? SiteOf(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value;
        return options.OpenIdConnect.AcceptsPasswords ? PasskeySite.OfRequest(context.Request, options.PublicUrl) : null;
    }

    private static async Task<IResult> BeginAsync(HttpContext context, IAntiforgery antiforgery, IOperatorSignIn signIn)
    {
        if (SiteOf(context) is not { } site)
            return TypedResults.NotFound();
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        var request = await signIn.BeginPasskeyAsync(site);
        return TypedResults.Text(
            new JsonObject { ["options"] = JsonNode.Parse(request.Options), ["state"] = request.State }.ToJsonString(), "application/json");
    }

    private static async Task<IResult> CheckAsync(HttpContext context, IAntiforgery antiforgery, IOperatorSignIn signIn, DashboardAddress address)
    {
        var root = context.Request.PathBase + address.Path;
        if (SiteOf(context) is not { } site || !context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return SignInEndpoints.Page(context, antiforgery, root, ReturnAddress.Safe(null, root), error: Texts.SignInStale, status: StatusCodes.Status400BadRequest);

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var target = ReturnAddress.Safe(form[SignInForm.ReturnUrl], root);
        try
        {
            var answer = await signIn.CheckPasskeyAsync(
                site, form[SignInForm.State].ToString(), form[SignInForm.Credential].ToString(), context.OperatorClient(), context.RequestAborted);
            return await SignInEndpoints.FinishAsync(context, answer, target)
                ?? SignInEndpoints.Page(context, antiforgery, root, target, error: Texts.SignInPasskeyRefused, status: StatusCodes.Status401Unauthorized);
        }
        catch (RateLimitedException e)
        {
            return SignInEndpoints.Page(
                context, antiforgery, root, target, error: SignInEndpoints.WaitText(context, e), status: StatusCodes.Status429TooManyRequests);
        }
    }
}

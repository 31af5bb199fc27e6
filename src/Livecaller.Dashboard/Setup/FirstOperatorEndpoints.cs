using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.SignIn;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.Setup;

/// <summary>The page that the one-time link of a start opens. It creates the first account, and signs in.</summary>
internal static class FirstOperatorEndpoints
{
    // The start prints a link to it.
    private const string Path = "setup";

    internal static void MapFirstOperator(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Path, DashboardEndpoints.Reading, ShowAsync);
        endpoints.MapPost(Path, CreateAsync);
    }

    // Showing it doesn't use the link: mail and chat programs open links to preview them.
    private static async Task<IResult> ShowAsync(
        HttpContext context, IAntiforgery antiforgery, FirstOperator first, DashboardAddress address, IOptions<LivecallerServerOptions> options, string? token)
    {
        var state = await first.CheckAsync(token, context.RequestAborted);
        return Page(context, antiforgery, address, state, new() { Token = token ?? "", Email = options.Value.Seed.OperatorEmail ?? "" });
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, IAntiforgery antiforgery, FirstOperator first, IOperatorSignIn signIn, RateGate rates, DashboardAddress address,
        IOptions<LivecallerServerOptions> options)
    {
        var client = context.OperatorClient();
        var form = context.Request.HasFormContentType ? await FirstOperatorForm.ReadAsync(context.Request) : new();
        var state = await first.CheckAsync(form.Token, context.RequestAborted);
        if (state != SetupLinkState.Valid)
            return Page(context, antiforgery, address, state, form);
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, antiforgery, address, state, form, Texts.SignInStale, StatusCodes.Status400BadRequest);
        if (!form.IsComplete)
            return Page(context, antiforgery, address, state, form, Texts.SetUpIncomplete, StatusCodes.Status422UnprocessableEntity);
        try
        {
            rates.Take("operator-login", client.Network, options.Value.Limits.LoginsPerMinute);
        }
        catch (RateLimitedException e)
        {
            return Page(context, antiforgery, address, state, form, SignInEndpoints.WaitText(context, e), StatusCodes.Status429TooManyRequests);
        }

        var result = await first.CreateAsync(form.Name, form.Email, form.Password, context.RequestAborted);
        if (result.Faults.Count > 0)
            return Page(context, antiforgery, address, state, form, string.Join(' ', result.Faults.Select(f => f.Description)), StatusCodes.Status422UnprocessableEntity);
        if (result.Account is not { } account)
            return Page(context, antiforgery, address, SetupLinkState.Used, form);
        var answer = await signIn.BeginAsync(account, client, context.RequestAborted);
        return await SignInEndpoints.FinishAsync(context, answer, context.Request.PathBase + address.Path)
            ?? throw new InvalidOperationException("The first operator could not sign in.");
    }

    private static RazorComponentResult<FirstOperatorPage> Page(
        HttpContext context, IAntiforgery antiforgery, DashboardAddress address, SetupLinkState state, FirstOperatorForm form, string? error = null, int status = 0)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.StatusCode = status > 0 ? status : state switch
        {
            SetupLinkState.Valid => StatusCodes.Status200OK,
            SetupLinkState.Used => StatusCodes.Status410Gone,
            _ => StatusCodes.Status403Forbidden,
        };
        return new(new Dictionary<string, object?>
        {
            [nameof(FirstOperatorPage.Root)] = context.Request.PathBase + address.Path,
            [nameof(FirstOperatorPage.AntiforgeryField)] = tokens.FormFieldName,
            [nameof(FirstOperatorPage.AntiforgeryToken)] = tokens.RequestToken!,
            [nameof(FirstOperatorPage.Refusal)] = state switch
            {
                SetupLinkState.Valid => null,
                SetupLinkState.Used => Texts.SetUpUsed,
                _ => Texts.SetUpInvalid,
            },
            [nameof(FirstOperatorPage.Token)] = form.Token,
            [nameof(FirstOperatorPage.Name)] = form.Name,
            [nameof(FirstOperatorPage.Email)] = form.Email,
            [nameof(FirstOperatorPage.Error)] = error,
        });
    }
}

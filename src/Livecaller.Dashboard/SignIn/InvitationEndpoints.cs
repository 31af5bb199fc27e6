using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Dashboard.SignIn;

/// <summary>The page of an invitation, where an operator sets name and password: a plain form, which works before any script runs.</summary>
internal static class InvitationEndpoints
{
    internal static void MapInvitation(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("invitation", DashboardEndpoints.Reading, ShowAsync).WithMetadata(new InvitationPageMarker());
        endpoints.MapPost("invitation", AcceptAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IAntiforgery antiforgery, DashboardAddress address, TeamInvitations invitations, string? token)
    {
        var found = await invitations.FindAsync(token, context.RequestAborted);
        var step = new InvitationStep(token ?? "", found.Value?.Email ?? "", found.Value?.DisplayName ?? "");
        return Page(context, antiforgery, address, found.IsSuccess ? step : step with { IsOver = true });
    }

    private static async Task<IResult> AcceptAsync(
        HttpContext context, IAntiforgery antiforgery, DashboardAddress address, TeamInvitations invitations, IOperatorSignIn signIn)
    {
        var root = context.Request.PathBase + address.Path;
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return SignInEndpoints.Page(context, antiforgery, root, ReturnAddress.Safe(null, root), error: Texts.SignInStale, status: StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var step = new InvitationStep(form[SignInForm.Token].ToString(), "", form[SignInForm.Name].ToString());
        var found = await invitations.FindAsync(step.Token, context.RequestAborted);
        if (!found.IsSuccess)
            return Page(context, antiforgery, address, step with { IsOver = true });
        step = step with { Email = found.Value.Email ?? "" };
        try
        {
            var accepted = await invitations.AcceptAsync(
                new() { Token = step.Token, Name = step.Name, Password = form[SignInForm.Password].ToString() }, context.OperatorClient(), context.RequestAborted);
            if (!accepted.IsSuccess)
                return Page(context, antiforgery, address, accepted.Problem.Status == StatusCodes.Status410Gone ? step with { IsOver = true } : step with { Problem = accepted.Problem });
            var answer = await signIn.BeginAsync(accepted.Value, context.OperatorClient(), context.RequestAborted);
            return (await SignInEndpoints.FinishAsync(context, answer, ReturnAddress.Safe(null, root)))!;
        }
        catch (RateLimitedException e)
        {
            return Page(context, antiforgery, address, step with { Error = SignInEndpoints.WaitText(context, e) }, StatusCodes.Status429TooManyRequests);
        }
    }

    private static RazorComponentResult<InvitationPage> Page(HttpContext context, IAntiforgery antiforgery, DashboardAddress address, InvitationStep step, int? status = null)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.StatusCode = status ?? (step.IsOver ? StatusCodes.Status410Gone : step.Problem?.Status ?? StatusCodes.Status200OK);
        return new(new Dictionary<string, object?>
        {
            [nameof(InvitationPage.Root)] = context.Request.PathBase + address.Path,
            [nameof(InvitationPage.AntiforgeryField)] = tokens.FormFieldName,
            [nameof(InvitationPage.AntiforgeryToken)] = tokens.RequestToken!,
            [nameof(InvitationPage.Step)] = step,
            [nameof(InvitationPage.AcceptsPasswords)] = SignInEndpoints.Provider(context).AcceptsPasswords,
        });
    }
}

/// <summary>What the page of an invitation shows and sends.</summary>
/// <param name="Token">The token of the link.</param>
/// <param name="Email">The address that the operator will sign in with.</param>
/// <param name="Name">The name that visitors see.</param>
public sealed record InvitationStep(string Token, string Email, string Name)
{
    /// <summary>Whether the invitation can't be used any more.</summary>
    internal bool IsOver { get; init; }

    /// <summary>Why the name or password is refused.</summary>
    internal Problem? Problem { get; init; }

    /// <summary>Another error.</summary>
    internal string? Error { get; init; }

    /// <summary>What is wrong with a field; null for nothing.</summary>
    internal string? ErrorOf(string field) => Problem?.Errors?.GetValueOrDefault(field) is { } reasons ? string.Join(' ', reasons) : null;
}

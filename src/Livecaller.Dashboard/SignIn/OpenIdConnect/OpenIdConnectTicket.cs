using System.Security.Claims;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Operators.External;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Livecaller.Dashboard.SignIn.OpenIdConnect;

/// <summary>Turns what the provider says about a person into an operator's session.</summary>
internal static partial class OpenIdConnectTicket
{
    internal const string EmailVerified = "email_verified";

    private const string Issuer = "livecaller:issuer";

    // The handler accepts a token without a signature from the token endpoint, as the specification allows, and removes the issuer, which the
    // person's id is only unique with.
    internal static Task KeepIssuer(TokenValidatedContext context)
    {
        if (context.SecurityToken.SignatureAlgorithm is null or SecurityAlgorithms.None) context.Fail("The ID token isn't signed.");
        context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
        return Task.CompletedTask;
    }

    internal static async Task AcceptAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var signIn = http.RequestServices.GetRequiredService<IOperatorSignIn>();
        var identity = IdentityOf(context.Principal!, context.Properties!.Items[Issuer]!, RoleClaim(http));
        var answer = await signIn.AcceptAsync(identity, http.OperatorClient(), http.RequestAborted);
        if (answer.Principal is { } principal)
        {
            (context.Principal, context.Properties) = (principal, new AuthenticationProperties());
            return;
        }

        LogRefused(LoggerOf(http), identity.Subject, answer.Refusal.ToString()!);
        Refuse(context, answer.Refusal.ToString()!);
    }

    internal static Task FailAsync(RemoteFailureContext context)
    {
        LogFailed(LoggerOf(context.HttpContext), context.Failure!);
        Refuse(context, SignInProblem.Failed);
        return Task.CompletedTask;
    }

    internal static Task CancelAsync(AccessDeniedContext context)
    {
        Refuse(context, SignInProblem.Cancelled);
        return Task.CompletedTask;
    }

    private static ExternalIdentity IdentityOf(ClaimsPrincipal person, string issuer, string roleClaim)
    {
        var verified = person.FindAll(EmailVerified).ToList();
        return new(issuer, person.FindFirstValue("sub") ?? throw new InvalidOperationException("The provider's token has no subject."))
        {
            Email = person.FindFirstValue("email") ?? "",
            IsEmailVerified = verified.Count > 0 && verified.TrueForAll(c => bool.TryParse(c.Value, out var isTrue) && isTrue),
            Name = person.FindFirstValue("name") ?? "",
            Roles = [.. person.FindAll(roleClaim).Select(c => c.Value).Distinct()],
        };
    }

    private static void Refuse<TOptions>(HandleRequestContext<TOptions> context, string problem) where TOptions : AuthenticationSchemeOptions
    {
        var address = context.HttpContext.RequestServices.GetRequiredService<DashboardAddress>();
        DashboardHeaders.Apply(context.Response);
        context.Response.Redirect(context.Request.PathBase + address.SignInPath + QueryString.Create(SignInForm.Problem, problem));
        context.HandleResponse();
    }

    private static string RoleClaim(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.OpenIdConnect.RoleClaim;

    private static ILogger LoggerOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdConnectTicket).FullName!);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The OpenID Connect provider signed in '{Subject}', who can't use the dashboard: {Reason}.")]
    private static partial void LogRefused(ILogger logger, string subject, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with the OpenID Connect provider failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

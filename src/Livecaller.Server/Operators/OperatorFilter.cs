using Livecaller.Server.Http;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Operators;

internal sealed class OperatorFilter(OperatorSessions sessions, ApiKeys.ApiKeys keys, SecondFactorPolicy policy, SignedToken tokens) : IEndpointFilter
{
    public static Problem FactorMissing { get; } = Problems.Forbidden(
        "This server requires a second factor, and the account has no authenticator app. Set it up on the dashboard's page of the account.") with
    { Type = Problem.SecondFactorMissing };

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (await FindAsync(http).ConfigureAwait(false) is not { } signedIn)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized("The call needs an operator's token, or an API key, that is still valid.").ToResult();
        }
        // A session that began before the requirement does not go on without it.
        if (await policy.FindAsync(signedIn.Account, http.RequestAborted).ConfigureAwait(false) == SecondFactorState.Missing) return FactorMissing.ToResult();
        http.Features.Set(signedIn);
        return await next(context).ConfigureAwait(false);
    }

    private async Task<SignedInOperator?> FindAsync(HttpContext http)
    {
        string? authorization = http.Request.Headers.Authorization;
        if (ApiKeys.ApiKeys.Read(authorization) is { } key) return await keys.FindAsync(key, http.RequestAborted).ConfigureAwait(false);
        return tokens.Read(SignedToken.Operator, authorization) is { } id
            ? await sessions.FindAsync(OperatorSessionKind.Api, id, http.RequestAborted).ConfigureAwait(false) : null;
    }
}

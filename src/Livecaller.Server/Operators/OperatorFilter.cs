using Livecaller.Server.Http;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Operators;

internal sealed class OperatorFilter(OperatorSessions sessions, SignedToken tokens) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (tokens.Read(SignedToken.Operator, http.Request.Headers.Authorization) is not { } id
            || await sessions.FindAsync(OperatorSessionKind.Api, id, http.RequestAborted).ConfigureAwait(false) is not { } signedIn)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized("The call needs an operator's token that is still valid.").ToResult();
        }
        http.Features.Set(signedIn);
        return await next(context).ConfigureAwait(false);
    }
}

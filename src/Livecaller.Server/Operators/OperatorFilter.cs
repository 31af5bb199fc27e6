using Livecaller.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Operators;

internal sealed class OperatorFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var sessions = http.RequestServices.GetRequiredService<OperatorSessions>();
        if (await sessions.FindAsync(http.Request.Headers.Authorization, http.RequestAborted).ConfigureAwait(false) is not { } account)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized("The call needs an operator's token that is still valid.").ToResult();
        }
        http.Features.Set(account);
        return await next(context).ConfigureAwait(false);
    }
}

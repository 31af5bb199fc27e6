using Livecaller.Server.Blocks;
using Livecaller.Server.Http;

namespace Livecaller.Server.Visitors;

// Finds the session that a call belongs to. Runs inside WidgetFilter.
internal sealed class VisitorFilter(VisitorSessions sessions, BlockList blocks) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (sessions.Find(http.Widget().Id, http.Request.Headers.Authorization) is not { } session)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return VisitorRules.NoSession.ToResult();
        }
        if (blocks.HasVisitor(session.VisitorId)) return BlockList.Refusal.ToResult();
        http.Features.Set(session);
        return await next(context).ConfigureAwait(false);
    }
}

using Livecaller.Server.Http;

namespace Livecaller.Server.Visitors;

// Finds the session that a call belongs to. Runs inside WidgetFilter.
internal sealed class VisitorFilter(VisitorSessions sessions, IDbContextFactory<LivecallerDbContext> contexts) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using (var db = await contexts.CreateDbContextAsync(http.RequestAborted).ConfigureAwait(false))
        {
            var session = await sessions.FindAsync(
                db, http.Widget().Id, http.Request.Headers.Authorization, http.RequestAborted).ConfigureAwait(false);
            if (session is null)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return VisitorRules.NoSession.ToResult();
            }
            http.Features.Set(session);
        }
        return await next(context).ConfigureAwait(false);
    }
}

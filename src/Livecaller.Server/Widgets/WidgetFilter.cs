using Livecaller.Server.Blocks;
using Livecaller.Server.Http;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.Widgets;

// Finds the widget of a call, and checks that the page that sent it can embed the widget.
internal sealed class WidgetFilter(PreparedReads reads, ServerAddress address, BlockList blocks) : IEndpointFilter
{
    public const string Header = "X-LC-Widget";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.Append(HeaderNames.Vary, "Origin, " + Header);
        http.Response.Headers.CacheControl = "no-store";
        var id = http.Request.Headers[Header].ToString() is { Length: > 0 } header ? header : http.Request.Query["widget_id"].ToString();
        if (id.Length == 0) return VisitorRules.NoWidget(Header).ToResult();
        var widget = reads.FindWidget(id);
        if (widget is null) return Problems.NotFound("widget").ToResult();

        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            if (!Origins.IsAllowed(origin, widget.AllowedOrigins.Concat(address.OwnOrigins(http.Request))))
                return Problems.Forbidden($"The origin '{Query.Shorten(origin)}' may not embed this widget: add it to the widget's allowed origins.").ToResult();
            Origins.AddCorsHeaders(http.Response, origin);
        }
        if (blocks.HasAddress(http.Connection.RemoteIpAddress)) return BlockList.Refusal.ToResult();
        http.Features.Set(widget);
        return await next(context).ConfigureAwait(false);
    }
}

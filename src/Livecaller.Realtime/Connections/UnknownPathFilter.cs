using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Realtime.Connections;

/// <summary>Answers WebSocket requests that nothing in the application has answered with 4005 instead of status 404, which no client can read.</summary>
/// <remarks>A middleware at the end of the pipeline: an endpoint for every path would take part in the application's routing.</remarks>
internal sealed class UnknownPathFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        app.UseWebSockets();
        app.Use(static (context, rest) => context.WebSockets.IsWebSocketRequest && !context.Response.HasStarted
            ? context.RequestServices.GetRequiredService<PusherEndpoint>().RefusePathAsync(context)
            : rest(context));
    };
}

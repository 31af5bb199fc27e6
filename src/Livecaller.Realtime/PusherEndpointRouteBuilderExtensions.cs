using Livecaller.Realtime.Connections;
using Livecaller.Realtime.HttpApi;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of the Pusher server.</summary>
public static class PusherEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>/app/{key}</c>, where Pusher clients connect. Works in groups, and with or without <c>UseWebSockets()</c>.</summary>
    /// <param name="endpoints">The application, or a group of it.</param>
    /// <exception cref="InvalidOperationException"><c>AddPusher()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapPusher(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        // The endpoint itself is resolved with the first request: until the host starts, the options may not be valid.
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(PusherEndpoint)) != true)
            throw new InvalidOperationException("MapPusher() needs services.AddPusher(…).");

        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(static context => context.RequestServices.GetRequiredService<PusherEndpoint>().HandleAsync(context));

        // A WebSocket begins with GET over HTTP/1.1 and with CONNECT over HTTP/2.
        return endpoints.MapMethods("/app/{key}", [HttpMethods.Get, HttpMethods.Connect], pipeline.Build())
            .WithDisplayName("Pusher");
    }

    /// <summary>
    /// Maps the HTTP API at <c>/apps/{id}</c>, by which server libraries for Pusher publish events and ask about channels.
    /// Requests are signed with the secret of the application.
    /// </summary>
    /// <param name="endpoints">The application, or a group of it.</param>
    /// <exception cref="InvalidOperationException"><c>AddPusher()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapPusherHttpApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(HttpApiEndpoint)) != true)
            throw new InvalidOperationException("MapPusherHttpApi() needs services.AddPusher(…).");

        var group = endpoints.MapGroup("/apps/{appId}");
        group.MapPost("/events", With(HttpApiHandlers.PublishAsync));
        group.MapPost("/batch_events", With(HttpApiHandlers.PublishBatchAsync));
        group.MapGet("/channels", With(HttpApiHandlers.ListAsync));
        group.MapGet("/channels/{channel}", With(HttpApiHandlers.ReadAsync));
        group.MapGet("/channels/{channel}/users", With(HttpApiHandlers.ListUsersAsync));
        group.MapPost("/users/{userId}/terminate_connections", With(HttpApiHandlers.TerminateAsync));
        return group;
    }

    private static RequestDelegate With(Func<HttpApiCall, CancellationToken, Task<HttpApiAnswer>> handler) =>
        context => context.RequestServices.GetRequiredService<HttpApiEndpoint>().HandleAsync(context, handler);
}

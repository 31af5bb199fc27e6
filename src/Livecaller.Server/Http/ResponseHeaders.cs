namespace Livecaller.Server.Http;

internal static class ResponseHeaders
{
    /// <summary>Wraps the handler of every endpoint of a group, also of those that other code has mapped.</summary>
    public static TBuilder Wrap<TBuilder>(this TBuilder endpoints, Func<HttpContext, RequestDelegate, Task> wrapper) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next) endpoint.RequestDelegate = context => wrapper(context, next);
        });
        return endpoints;
    }

    /// <summary>Forbids browsers to guess what a response is: https://fetch.spec.whatwg.org/#x-content-type-options-header.</summary>
    public static TBuilder ForbidSniffing<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.Wrap(static (context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
}

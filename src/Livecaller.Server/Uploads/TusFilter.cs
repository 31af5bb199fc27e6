using Livecaller.Server.Http;

namespace Livecaller.Server.Uploads;

// Adds the version of the protocol to every response, and refuses requests of another version. Runs inside WidgetFilter.
internal sealed class TusFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var isTus = HttpMethods.IsHead(request.Method) || HttpMethods.IsPatch(request.Method) || HttpMethods.IsDelete(request.Method)
            || (HttpMethods.IsPost(request.Method) && (Tus.IsCreation(request.Headers.ContainsKey) || request.Headers.ContainsKey(Tus.MethodOverride)));
        if (!isTus) return await next(context).ConfigureAwait(false);

        response.Headers[Tus.Resumable] = Tus.Version;
        if (Tus.CheckVersion(request.Headers[Tus.Resumable]) is not { } problem) return await next(context).ConfigureAwait(false);
        response.Headers[Tus.VersionHeader] = Tus.Version;
        return problem.ToResult();
    }
}

using Livecaller.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Uploads;

// Every answer names the version of the protocol, and a call of another version is not carried out. Runs inside WidgetFilter.
internal sealed class TusFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var isTus = HttpMethods.IsHead(request.Method) || HttpMethods.IsPatch(request.Method) || HttpMethods.IsDelete(request.Method)
            || (HttpMethods.IsPost(request.Method) && (Tus.IsCreation(request) || request.Headers.ContainsKey(Tus.MethodOverride)));
        if (!isTus) return await next(context).ConfigureAwait(false);

        response.Headers[Tus.Resumable] = Tus.Version;
        var version = request.Headers[Tus.Resumable].ToString();
        if (version == Tus.Version) return await next(context).ConfigureAwait(false);
        response.Headers[Tus.VersionHeader] = Tus.Version;
        return Problems.Of(412, "Precondition failed",
            $"Expected the header {Tus.Resumable}: {Tus.Version}, received '{Query.Shorten(version)}'.").ToResult();
    }
}

using Livecaller.Realtime.Apps;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Realtime.HttpApi;

/// <summary>Authorizes the requests of the HTTP API, and answers them.</summary>
internal sealed class HttpApiEndpoint(AppRegistry apps, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context, Func<HttpApiCall, CancellationToken, Task<HttpApiAnswer>> handler)
    {
        HttpApiAnswer answer;
        try
        {
            answer = await AnswerAsync(context, handler).ConfigureAwait(false);
        }
        catch (HttpApiException e)
        {
            answer = e.Answer;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Json.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<HttpApiAnswer> AnswerAsync(HttpContext context, Func<HttpApiCall, CancellationToken, Task<HttpApiAnswer>> handler)
    {
        if (apps.FindById(context.GetRouteValue("appId") as string) is not { } app)
            return HttpApiAnswer.Fault(StatusCodes.Status404NotFound, "There is no application with this id.");
        if (HttpApiSignature.FaultOf(context.Request, app.Options, time.GetUtcNow()) is { } fault)
            return HttpApiAnswer.Fault(StatusCodes.Status401Unauthorized, fault);
        if (!app.Options.Enabled) return HttpApiAnswer.Fault(StatusCodes.Status403Forbidden, "The application is disabled.");

        // Read after the signature was checked: a stranger cannot make the server buffer anything.
        if (await ReadBodyAsync(context.Request, app.Options.MaxHttpApiBytes, context.RequestAborted).ConfigureAwait(false) is not { } body)
            return HttpApiAnswer.Fault(StatusCodes.Status413PayloadTooLarge, $"The body has at most {app.Options.MaxHttpApiBytes} bytes.");
        if (!HttpApiSignature.IsBody(context.Request, body.Span))
            return HttpApiAnswer.Fault(StatusCodes.Status401Unauthorized, "body_md5 is not the MD5 digest of the body.");
        return await handler(new HttpApiCall(app, context, body), context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) return null;
        using var buffer = new MemoryStream();
        var part = new byte[8192];
        int count;
        while ((count = await request.Body.ReadAsync(part, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + count > limit) return null;
            buffer.Write(part, 0, count);
        }

        return buffer.ToArray();
    }
}

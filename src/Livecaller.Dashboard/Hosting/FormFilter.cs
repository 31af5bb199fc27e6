using Microsoft.AspNetCore.Http;

namespace Livecaller.Dashboard.Hosting;

/// <summary>Reads the form of a request before its handler: 413 when it's larger than any form of the dashboard, 400 when it can't be read.</summary>
internal sealed class FormFilter : IEndpointFilter
{
    private const int MaxBytes = 64 * 1024;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method))
            return await next(context);
        if (await ReadAsync(http) is not { } body)
            return TypedResults.Problem($"The form is larger than the {MaxBytes} bytes that are accepted here.", statusCode: StatusCodes.Status413PayloadTooLarge);
        http.Request.Body = body;
        try
        {
            if (http.Request.HasFormContentType)
                await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return TypedResults.Problem("The form can't be read.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await next(context);
    }

    // Not by the server's limit for bodies: it closes the connection, and most clients then don't see the response.
    private static async Task<MemoryStream?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBytes)
            return null;
        var bytes = new byte[MaxBytes + 1];
        var read = await http.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, http.RequestAborted);
        return read > MaxBytes ? null : new MemoryStream(bytes, 0, read, writable: false);
    }
}

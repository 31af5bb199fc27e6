using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

// Reads JSON bodies so that no fault becomes a 500 or an empty 400.
internal static class BodyReader
{
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, int maxBytes, T? whenEmpty = null) where T : class
    {
        var bytes = await ReadBytesAsync(http, maxBytes).ConfigureAwait(false);
        if (bytes.Length == 0 && whenEmpty is not null) return whenEmpty;
        if (JsonBody.TypeFault(http.Request.ContentType) is { } fault) throw new ProblemException(fault);
        return JsonBody.Read(bytes, type);
    }

    private static async Task<byte[]> ReadBytesAsync(HttpContext http, int maxBytes)
    {
        if (http.Request.ContentLength > maxBytes) throw new ProblemException(JsonBody.TooLarge(maxBytes));
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > maxBytes) throw new ProblemException(JsonBody.TooLarge(maxBytes));
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}

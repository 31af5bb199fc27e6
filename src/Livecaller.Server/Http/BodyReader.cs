using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

// Reads JSON bodies so that every fault is told by field, and none becomes a 500 or an empty 400.
internal static class BodyReader
{
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, int maxBytes, T? whenEmpty = null) where T : class
    {
        var bytes = await ReadBytesAsync(http, maxBytes).ConfigureAwait(false);
        if (bytes.Length == 0 && whenEmpty is not null) return whenEmpty;
        if (!http.Request.HasJsonContentType())
            throw new ProblemException(Problems.Unsupported(
                $"Expected a body of the type application/json, received '{http.Request.ContentType ?? "none"}'."));
        try
        {
            return JsonSerializer.Deserialize(bytes, type)
                ?? throw new ProblemException(Problems.Invalid("body", "Expected a JSON object, received null."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how half a surrogate pair shows.
            throw new ProblemException(Problems.Invalid(BodyFaults.Explain(bytes, type, (e as JsonException)?.Path)));
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpContext http, int maxBytes)
    {
        var tooLarge = Problems.TooLarge($"The body is larger than the {maxBytes} bytes that are taken here.");
        if (http.Request.ContentLength > maxBytes) throw new ProblemException(tooLarge);
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > maxBytes) throw new ProblemException(tooLarge);
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Reads JSON bodies, and reports every fault by field.</summary>
internal static class JsonBody
{
    /// <summary>The default maximum size of a body, except of messages.</summary>
    public const int DefaultMaxBytes = 64 * 1024;

    /// <summary>The default maximum size of a body with a message. It is larger than the longest message, so that the answer to one that is too long can name its length.</summary>
    public const int DefaultMaxMessageBytes = 1024 * 1024;

    /// <exception cref="ProblemException">422: it is not JSON, not what the call takes, or has a text with control characters.</exception>
    public static T Read<T>(byte[] bytes, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize(bytes, type) ?? throw ProblemException.Invalid("body", "Expected a JSON object, received null.");
            return BodyTexts.Check(bytes) is { } fault ? throw new ProblemException(fault) : value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how an unpaired surrogate shows.
            throw new ProblemException(Problems.Invalid(BodyFaults.Explain(bytes, type, (e as JsonException)?.Path)));
        }
    }

    /// <summary>The problem of a body that is not declared as JSON; null where it is.</summary>
    public static Problem? TypeFault(string? contentType) => IsJson(contentType) ? null
        : Problems.Unsupported($"Expected a body of the type application/json, received '{TextRules.Shorten(contentType ?? "none")}'.");

    public static Problem TooLarge(long maxBytes) => Problems.TooLarge($"The body is larger than the {maxBytes} bytes that are accepted here.");

    // As HttpRequest.HasJsonContentType: application/json and every type that ends with +json.
    private static bool IsJson([NotNullWhen(true)] string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType is { } media
        && (media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase)));
}

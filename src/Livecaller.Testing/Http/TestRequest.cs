using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>A call of the widget API, read whole.</summary>
internal sealed class TestRequest(HttpRequestMessage request, byte[] body)
{
    private readonly Dictionary<string, string> _query = Parameters(request.RequestUri!.Query.TrimStart('?'));

    public string Method { get; } = request.Method.Method;

    public string Path { get; } = request.RequestUri!.AbsolutePath;

    public string[] Segments { get; } = request.RequestUri!.AbsolutePath.Trim('/').Split('/');

    public byte[] Body { get; } = body;

    public string? ContentType { get; } = request.Content?.Headers.ContentType?.ToString();

    public string? Token { get; } = request.Headers.Authorization is { Scheme: "Bearer", Parameter: { Length: > 0 } token } ? token : null;

    public string? Widget { get; } = request.Headers.TryGetValues("X-LC-Widget", out var values) ? values.First() : null;

    public string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    public string? Query(string name) => _query.GetValueOrDefault(name);

    public long? Number(string name, long least, long most)
    {
        if (Query(name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw RefusalException.Invalid(name, $"Received \"{text}\", expected a number from {least} to {most}.");
    }

    public T Read<T>(JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw RefusalException.Invalid("body", "Received null, expected a JSON object.");
        }
        catch (JsonException e)
        {
            var field = (e.Path ?? "").TrimStart('$', '.');
            throw RefusalException.Invalid(field.Length == 0 ? "body" : field, e.Message);
        }
    }

    public Dictionary<string, string> ReadForm() => Parameters(System.Text.Encoding.UTF8.GetString(Body));

    private static Dictionary<string, string> Parameters(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = cut < 0 ? (pair, "") : (pair[..cut], pair[(cut + 1)..]);
            parameters[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }

        return parameters;
    }
}

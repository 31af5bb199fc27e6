using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Shared;

namespace Livecaller.Testing.Http;

/// <summary>A call of the widget API with its complete body.</summary>
internal sealed class TestRequest(HttpRequestMessage request, byte[] body)
{
    private readonly Dictionary<string, string> _query = Parameters(request.RequestUri!.Query.TrimStart('?'));

    public string Method { get; } = request.Method.Method;

    public string Path { get; } = request.RequestUri!.AbsolutePath;

    public string[] Segments { get; } = request.RequestUri!.AbsolutePath.Trim('/').Split('/');

    public byte[] Body { get; } = body;

    public string? ContentType { get; } = request.Content?.Headers.TryGetValues("Content-Type", out var types) == true ? types.First() : null;

    public string? Token { get; } = request.Headers.Authorization is { Scheme: "Bearer", Parameter: { Length: > 0 } token } ? token : null;

    public bool HasHeader(string name) => request.Headers.Contains(name);

    public string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    public bool HasQuery(string name) => _query.ContainsKey(name);

    public string? Query(string name) => _query.GetValueOrDefault(name);

    public long? Number(string name, long min, long max = long.MaxValue) => QueryRules.Number(name, Query(name), min, max);

    public int Limit(int whenMissing, int max) => (int)(Number("limit", 1, max) ?? whenMissing);

    /// <exception cref="ProblemException">The body is too large, is not JSON, or is not what the call accepts.</exception>
    public T Read<T>(JsonTypeInfo<T> type, int maxBytes = JsonBody.DefaultMaxBytes, T? whenEmpty = null) where T : class
    {
        if (Body.Length > maxBytes) throw new ProblemException(JsonBody.TooLarge(maxBytes));
        if (Body.Length == 0 && whenEmpty is not null) return whenEmpty;
        return JsonBody.TypeFault(ContentType) is { } fault ? throw new ProblemException(fault) : JsonBody.Read(Body, type);
    }

    public Dictionary<string, string> ReadForm() => Parameters(Encoding.UTF8.GetString(Body));

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

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Livecaller.Realtime.HttpApi;

namespace Livecaller.Realtime.Tests.Support;

/// <summary>Sends signed requests to the HTTP API, and wrong ones.</summary>
internal sealed class HttpApiClient(int port, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    public HttpApiClient(PusherHost host)
        : this(host.Port, host.Time)
    {
    }

    public string AppId { get; init; } = "1";

    public string Key { get; init; } = PusherHost.Key;

    public string Secret { get; init; } = PusherHost.Secret;

    /// <summary>Added to the time of the request.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>What the path is mapped under.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether bodies are sent without their length.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Changes the parameters after they were signed.</summary>
    public Action<IDictionary<string, string>> Spoil { get; init; } = _ => { };

    /// <summary>Changes the parameters before they are signed.</summary>
    public Action<IDictionary<string, string>> Prepare { get; init; } = _ => { };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> PostAsync(string path, string body, string? sentBody = null) => SendAsync(HttpMethod.Post, path, body, sentBody);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] query) => SendAsync(HttpMethod.Get, path, null, null, query);

    /// <summary>Sends a request that must succeed, and gives its answer.</summary>
    public static async Task<string> TextOfAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    /// <summary>Sends a request that must be refused, and gives the reason.</summary>
    public static async Task<string> FaultOfAsync(Task<HttpResponseMessage> sending, int status)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("error").GetString()!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body, string? sentBody, params (string Name, string Value)[] query)
    {
        var signedPath = $"/apps/{AppId}{path}";
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["auth_key"] = Key,
            ["auth_timestamp"] = $"{(time.GetUtcNow() + Late).ToUnixTimeSeconds()}",
            ["auth_version"] = "1.0",
        };
        if (body is not null) parameters["body_md5"] = Md5Of(body);
        foreach (var (name, value) in query) parameters[name] = value;
        Prepare(parameters);
        parameters["auth_signature"] = HttpApiSignature.Sign(
            Secret, $"{method}\n{signedPath}\n{string.Join('&', parameters.Select(p => $"{p.Key}={p.Value}"))}");
        Spoil(parameters);
        var queryText = string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        using var request = new HttpRequestMessage(method, $"{Prefix}{signedPath}?{queryText}");
        if (body is not null) request.Content = new StringContent(sentBody ?? body, Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = IsChunked && body is not null;
        return await _http.SendAsync(request, Cancelled);
    }

    private static string Md5Of(string body)
    {
        // The protocol has it.
#pragma warning disable CA5351
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
    }
}

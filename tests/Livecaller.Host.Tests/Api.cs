using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Livecaller.Host.Tests;

/// <summary>A visitor's calls, by hand, as any client would make them.</summary>
internal sealed class Api : IDisposable
{
    private Api(Uri address, string widgetId)
    {
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("X-LC-Widget", widgetId);
    }

    public HttpClient Http { get; }

    public string Token => Http.DefaultRequestHeaders.Authorization!.Parameter!;

    public static async Task<Api> LoginAsync(Uri address, string widgetId)
    {
        var api = new Api(address, widgetId);
        var session = await api.PostAsync("v1/widget/auth/login", new { device = "test" });
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["auth"]!["access_token"]!);
        return api;
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    public void Dispose() => Http.Dispose();
}

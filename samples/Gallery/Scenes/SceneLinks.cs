using System.Collections.Concurrent;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>Serves the attachments of scenes, which are in memory, to the browser. Each tab has its own key.</summary>
internal sealed class SceneLinks : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _servers = new();

    /// <summary>Returns the base of a tab's links.</summary>
    public static Uri BaseOf(Uri site, string key) => new(site, $"scenes/{key}/");

    public void Set(string key, LivecallerTestHost host) => _servers[key] = new(host.CreateOptions().HttpHandler!, disposeHandler: false);

    public void Remove(string key) => _servers.TryRemove(key, out _);

    public async Task<IResult> GetAsync(string key, string path, HttpRequest request)
    {
        if (!_servers.TryGetValue(key, out var server)) return Results.NotFound();
        using var call = new HttpRequestMessage(HttpMethod.Get, new Uri(LivecallerTestHostOptions.ServerUrl, path + request.QueryString));
        using var response = await server.SendAsync(call, request.HttpContext.RequestAborted);
        if (!response.IsSuccessStatusCode) return Results.StatusCode((int)response.StatusCode);
        var bytes = await response.Content.ReadAsByteArrayAsync(request.HttpContext.RequestAborted);
        return Results.Bytes(bytes, response.Content.Headers.ContentType?.ToString(), enableRangeProcessing: true);
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
    }
}

internal static class SceneLinksEndpoint
{
    public static void MapSceneLinks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/scenes/{key}/{**path}", (string key, string path, HttpRequest request, SceneLinks links) => links.GetAsync(key, path, request));
}

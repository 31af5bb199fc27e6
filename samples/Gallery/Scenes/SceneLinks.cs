using System.Collections.Concurrent;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>Lets a browser load the attachments of scenes, which live in memory: each tab has a key of its own.</summary>
internal sealed class SceneLinks : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _servers = new();

    /// <summary>What the links of a tab start with.</summary>
    public static Uri BaseOf(Uri site, string key) => new(site, $"scenes/{key}/");

    public void Set(string key, LivecallerTestHost host) => _servers[key] = new(host.CreateOptions().HttpHandler!, disposeHandler: false);

    public void Remove(string key) => _servers.TryRemove(key, out _);

    public async Task<IResult> GetAsync(string key, string path, HttpRequest request)
    {
        if (!_servers.TryGetValue(key, out var server)) return Results.NotFound();
        using var call = new HttpRequestMessage(HttpMethod.Get, new Uri(LivecallerTestHostOptions.ServerUrl, path + request.QueryString));
        using var answer = await server.SendAsync(call, request.HttpContext.RequestAborted);
        if (!answer.IsSuccessStatusCode) return Results.StatusCode((int)answer.StatusCode);
        var bytes = await answer.Content.ReadAsByteArrayAsync(request.HttpContext.RequestAborted);
        return Results.Bytes(bytes, answer.Content.Headers.ContentType?.ToString(), enableRangeProcessing: true);
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

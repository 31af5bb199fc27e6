using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>A web site that knows no .NET: it serves files, on an origin of its own.</summary>
internal sealed class StaticSite : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Page> _pages = new();
    private readonly Task _serving;

    public StaticSite()
    {
        Port = FreePort.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        Put("/empty", "");
        _serving = ServeAsync();
    }

    private int Port { get; }

    public string Origin => $"http://127.0.0.1:{Port}";

    public Uri Address => new(Origin + "/");

    /// <summary>Puts a page there.</summary>
    /// <param name="path">Its path, for example <c>/shop.html</c>.</param>
    /// <param name="body">What stands in its body.</param>
    /// <param name="policy">Its Content-Security-Policy, if it has one.</param>
    public void Put(string path, string body, string? policy = null) => PutDocument(
        path,
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Shop</title></head>
        <body><main><h1>Lamps</h1></main>{body}</body>
        </html>
        """, policy is null ? [] : [("Content-Security-Policy", policy)]);

    /// <summary>Puts a page there, with everything that it is.</summary>
    public void PutDocument(string path, string html, params (string Name, string Value)[] headers) => _pages[path] = new("text/html", html, headers);

    public void PutScript(string path, string script) => _pages[path] = new("text/javascript", script, []);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                Answer(call);
            }
            catch (HttpListenerException)
            {
                // The browser went away in the middle.
            }
        }
    }

    private void Answer(HttpListenerContext call)
    {
        var found = _pages.TryGetValue(call.Request.Url!.AbsolutePath, out var page);
        call.Response.StatusCode = found ? 200 : 404;
        call.Response.ContentType = (page?.Type ?? "text/html") + "; charset=utf-8";
        foreach (var (name, value) in page?.Headers ?? []) call.Response.AddHeader(name, value);
        call.Response.Close(Encoding.UTF8.GetBytes(page?.Text ?? ""), willBlock: false);
    }

    private sealed record Page(string Type, string Text, (string Name, string Value)[] Headers);
}

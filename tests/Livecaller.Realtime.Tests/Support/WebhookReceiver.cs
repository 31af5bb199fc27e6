using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Tests.Support;

/// <summary>A back end that receives webhooks, and answers as the test wants it.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>All requests, also those that were answered badly.</summary>
    public ConcurrentQueue<WebhookRequest> Requests { get; } = [];

    /// <summary>What the receiver does with a request after it was recorded.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Uri Url => new($"{_app.Urls.First()}/webhooks?token=1");

    public int Port => Url.Port;

    /// <summary>The events of all requests, as JSON text in the order in which they came.</summary>
    public IReadOnlyList<string> Events => [.. Requests.SelectMany(request => request.Events)];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhostOnFreePort());
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Requests.Enqueue(new(
            context.Request.Method, context.Request.Path + context.Request.QueryString.Value, context.Request.ContentType,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        await Answer(context);
    }
}

/// <summary>A request with webhook events.</summary>
internal sealed record WebhookRequest(string Method, string Path, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public IEnumerable<string> Events => Json.GetProperty("events").EnumerateArray().Select(e => e.GetRawText());

    public bool IsSignedWith(string secret) =>
        Headers["X-Pusher-Signature"] == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body));
}

using System.Collections.Concurrent;
using System.Net;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.S3.Tests.Support;

/// <summary>A small S3 server in memory, with one bucket. It checks signatures, ranges and multipart uploads, and fails when a test wants it to.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "livecaller-tests";
    public const string AccessKey = "AKIATESTS";
    public const string SecretKey = "a-secret/with+signs";
    public const string Region = "eu-test-1";

    private static readonly Lazy<Task<S3Server>> Shared = new(() => StartAsync());
    private readonly WebApplication _app;
    private readonly S3Storage _storage = new();

    private S3Server(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>The one that the tests share which don't make it fail.</summary>
    public static Task<S3Server> SharedAsync => Shared.Value;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The names of all objects.</summary>
    public IReadOnlyList<string> Names => [.. _storage.Objects.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The multipart uploads that were neither completed nor given up.</summary>
    public IReadOnlyList<string> Unfinished => [.. _storage.Uploads.Values.Select(upload => upload.Name)];

    /// <summary>What was asked for, as method and target.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What goes wrong with a request; null for nothing.</summary>
    public Func<HttpRequest, S3Fault?>? Fault { get; set; }

    public bool HasBucket { get; set; } = true;

    public static async Task<S3Server> StartAsync(int port = 0)
    {
        var server = new S3Server(port);
        await server._app.StartAsync();
        return server;
    }

    public byte[] Content(string name) => _storage.Objects[name].Content;

    public void Put(string name, byte[] content) => _storage.Put(name, content);

    public void Remove(string name) => _storage.Objects.TryRemove(name, out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        Requests.Enqueue($"{request.Method} {http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}");
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, http.RequestAborted);
        var fault = Fault?.Invoke(request);
        if (fault is { Delay: { } delay }) await delay.WaitAsync(http.RequestAborted);
        var error = SignatureCheck.Check(request, body.ToArray(), AccessKey, SecretKey, Region);
        if (fault is { Status: { } status }) error = (status, fault.Code);
        var path = request.Path.Value!.TrimStart('/').Split('/', 2);
        if (error is null && (path[0] != Bucket || !HasBucket)) error = (404, "NoSuchBucket");
        var answer = error is { } known ? S3Answer.Error(known.Status, known.Code) : _storage.Answer(request, path.Length == 1 ? "" : path[1], body.ToArray());
        await answer.WriteAsync(http, fault?.CutAfter);
    }
}

/// <summary>What goes wrong with a request.</summary>
/// <param name="Status">The status of the error that it is answered with.</param>
/// <param name="Code">Its code.</param>
public sealed record S3Fault(int? Status = null, string Code = "ServiceUnavailable")
{
    /// <summary>What the answer waits for.</summary>
    public Task? Delay { get; init; }

    /// <summary>After how many bytes of the answer the connection breaks.</summary>
    public int? CutAfter { get; init; }
}

/// <summary>An answer of the server.</summary>
internal sealed record S3Answer(int Status, byte[] Content)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public static S3Answer Error(int status, string code) => Xml(status, $"<Error><Code>{code}</Code><Message>The test wants it.</Message></Error>");

    public static S3Answer Xml(int status, string text) => new(status, System.Text.Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8"?>""" + text))
    {
        Headers = new() { ["Content-Type"] = "application/xml" },
    };

    public static string Escape(string text) => SecurityElement.Escape(text);

    public async Task WriteAsync(HttpContext http, int? cutAfter)
    {
        if (cutAfter == 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = Status;
        foreach (var (name, value) in Headers) http.Response.Headers[name] = value;
        http.Response.ContentLength ??= Content.Length;
        if (HttpMethods.IsHead(http.Request.Method) || Status is 204 or 304) return;
        await http.Response.Body.WriteAsync(Content.AsMemory(0, Math.Min(cutAfter ?? int.MaxValue, Content.Length)));
        if (cutAfter >= Content.Length || cutAfter is null) return;
        await http.Response.Body.FlushAsync();
        http.Abort();
    }
}

using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Limits;
using Livecaller.Realtime.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Realtime.Tests.Support;

/// <summary>A real web server on a free port, with the Pusher server in it.</summary>
internal sealed class PusherHost : IAsyncDisposable
{
    public const string Key = "test-key";
    public const string Secret = "test-secret";
    public const string Protocol = "?protocol=7&client=tests&version=1.0";

    private readonly WebApplication _app;
    private readonly ErrorLog _log;

    private PusherHost(WebApplication app, ErrorLog log, FakeTimeProvider time) => (_app, _log, Time) = (app, log, time);

    public FakeTimeProvider Time { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    public IChannelPublisher Publisher => _app.Services.GetRequiredService<IChannelPublisher>();

    public IChannelPublisher PublisherOf(string appId) => _app.Services.GetRequiredKeyedService<IChannelPublisher>(appId);

    public IUserPublisher Users => _app.Services.GetRequiredService<IUserPublisher>();

    public PusherApp App => _app.Services.GetRequiredService<AppRegistry>().Default;

    public IChannelListener Listener => _app.Services.GetRequiredService<IChannelListener>();

    public IConnectionControl Control => _app.Services.GetRequiredService<IConnectionControl>();

    public ChannelHub Hub => _app.Services.GetRequiredService<ChannelHub>();

    public AddressLimit Addresses => _app.Services.GetRequiredService<AddressLimit>();

    public ConnectionRegistry Connections => _app.Services.GetRequiredService<ConnectionRegistry>();

    public IReadOnlyList<WebhookSender> Senders => _app.Services.GetRequiredService<WebhookService>().Of(App.Options)!.Senders;

    public ErrorLog Log => _log;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PusherHost> StartAsync(
        Action<PusherOptions>? configure = null, Action<WebApplication>? map = null, TimeProvider? time = null)
    {
        var log = new ErrorLog();
        var fakeTime = new FakeTimeProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ListenLocalhostOnFreePort();
        });
        builder.Services.AddSingleton(time ?? fakeTime);
        builder.Services.AddPusher(options =>
        {
            (options.AppId, options.AppKey, options.AppSecret) = ("1", Key, Secret);
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapGet("/", () => Results.Text("up"));
        if (map is null) app.MapPusher();
        else map(app);
        await app.StartAsync(Cancelled);
        return new PusherHost(app, log, fakeTime);
    }

    public async Task<PusherClient> OpenAsync(string path = $"/app/{Key}{Protocol}", string? origin = null) =>
        await PusherClient.OpenAsync(new Uri($"ws://127.0.0.1:{Port}{path}"), origin);

    /// <summary>A client that has been welcomed.</summary>
    public async Task<PusherClient> ConnectAsync(string key = Key)
    {
        var client = await OpenAsync($"/app/{key}{Protocol}");
        await client.ExpectWelcomeAsync();
        return client;
    }

    public Task PublishAsync(string channel, string name, string data = "{}", string? except = null) =>
        Publisher.PublishAsync([channel], name, data, except, Cancelled).AsTask();

    public Task StopAsync() => _app.StopAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Assert.Empty(_log.Errors);
    }
}

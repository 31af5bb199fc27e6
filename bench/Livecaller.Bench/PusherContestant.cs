using Livecaller.Realtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Bench;

internal sealed class PusherContestant : IContestant
{
    private readonly WebApplication _app;
    private readonly IChannelPublisher _publisher;

    private PusherContestant(WebApplication app) =>
        (_app, _publisher) = (app, app.Services.GetRequiredService<IChannelPublisher>());

    public Uri Address => new(_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/app/bench?protocol=7");

    public string? Subscribe => """{"event":"pusher:subscribe","data":{"channel":"news"}}""";

    public int InitialFrames => 2;

    public static async Task<PusherContestant> StartAsync()
    {
        var builder = Server.CreateBuilder();
        builder.Services.AddPusher(o => (o.AppId, o.AppKey, o.AppSecret) = ("1", "bench", "bench-secret"));
        var app = builder.Build();
        app.MapPusher();
        await app.StartAsync();
        return new PusherContestant(app);
    }

    public ValueTask BroadcastAsync(string dataJson) => _publisher.PublishAsync(["news"], "conversation.message", dataJson);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

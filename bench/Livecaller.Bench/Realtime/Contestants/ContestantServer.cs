using System.Globalization;
using Livecaller.Realtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Bench.Realtime.Contestants;

/// <summary>The process of a contestant's server.</summary>
internal static class ContestantServer
{
    public const string Mode = "contestant";
    public const string Key = "bench";
    public const string Secret = "bench-secret";

    /// <summary>Serves until the parent process closes standard input. The argument is a name, with <c>+inline</c> for Kestrel's inline scheduling.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = arguments[0].Split('+');
        var builder = Server.CreateBuilder();
        if (options.Contains("inline"))
            builder.Services.Configure<SocketTransportOptions>(o => o.UnsafePreferInlineScheduling = true);
        var map = Prepare(builder, options[0]);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{app.Urls.First()}"));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static Action<WebApplication> Prepare(WebApplicationBuilder builder, string name)
    {
        switch (name)
        {
            case "raw":
                return new RawServer().Map;
            case "signalr":
                builder.Services.AddSignalR();
                return static app => app.MapHub<ChannelHub>("/hub");
            default:
                builder.Services.AddPusher(o =>
                {
                    (o.AppId, o.AppKey, o.AppSecret) = ("1", Key, Secret);
                    o.MaxClientEventsPerSecond = int.MaxValue;
                });
                return static app => app.MapPusher();
        }
    }
}

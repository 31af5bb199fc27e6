using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.S3.Tests.Support;

/// <summary>A Livecaller server with an S3 server of its own, which fails when the test wants it.</summary>
public sealed class S3Node(S3Server s3, LivecallerServer livecaller, LogLines log, string directory) : IAsyncDisposable
{
    public const string Prefix = "chat/";

    public S3Server S3 => s3;

    public LivecallerServer Livecaller => livecaller;

    public LogLines Log => log;

    /// <summary>The objects, without what the server stores of itself.</summary>
    public IEnumerable<string> Names => s3.Names.Where(n => !n.StartsWith(Prefix + "livecaller-", StringComparison.Ordinal));

    public static async Task<S3Node> StartAsync(TimeProvider? time = null, S3Server? on = null, string? at = null, int timeout = 30)
    {
        var s3 = on ?? await S3Server.StartAsync();
        var directory = at ?? Directory.CreateTempSubdirectory("livecaller-s3-").FullName;
        var log = new LogLines();
        var server = await LivecallerServer.StartAsync(directory, builder => Configure(builder, s3, time, log, timeout));
        return new S3Node(s3, server, log, directory);
    }

    /// <summary>Starts a server on the same data, after this one has stopped.</summary>
    public async Task<S3Node> RestartAsync(TimeProvider? time = null)
    {
        await livecaller.DisposeAsync();
        return await StartAsync(time, s3, directory);
    }

    /// <summary>The state that a load balancer is told.</summary>
    public async Task<string> ReadyAsync()
    {
        using var client = livecaller.NewClient();
        return await client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await livecaller.DisposeAsync();
        await s3.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static void Configure(WebApplicationBuilder builder, S3Server s3, TimeProvider? time, LogLines log, int timeout)
    {
        TestFiles.Use(builder, s3, Prefix);
        builder.Services.UseS3(options => options.Timeout = TimeSpan.FromSeconds(timeout));
        builder.Logging.AddProvider(log);
        if (time is not null) builder.Services.AddSingleton(time);
    }
}

using System.Globalization;
using Livecaller.Realtime;
using Microsoft.Extensions.Configuration;

namespace Livecaller.Server.Hosting;

// The options of the realtime server are Livecaller:Realtime, completed by the keys that the server keeps.
internal sealed class RealtimeOptions(
    DataDirectory directory, ServerKeys keys, IOptions<LivecallerServerOptions> server, IEnumerable<IValidateOptions<PusherOptions>> validators)
    : IOptionsFactory<PusherOptions>
{
    private const string Section = "Realtime:";

    public PusherOptions Create(string name)
    {
        if ((directory.Fault ?? keys.Fault) is { } fault) throw fault;
        var options = server.Value.Realtime;
        options.Prefix = $"{KnownSettings.Section}:{Section}";
        (options.AppId, options.AppKey, options.AppSecret) = (keys.AppId, keys.AppKey, keys.AppSecret);
        var failures = validators.SelectMany(v => v.Validate(name, options).Failures ?? []).ToList();
        return failures.Count == 0 ? options : throw new LivecallerStartupException(string.Join(" ", failures));
    }

    /// <summary>The chat needs signed channels only, and events that its server sends.</summary>
    public static PusherOptions ForChat() => new()
    {
        MaxConnectionsPerAddress = 200,
        UnauthorizedTimeout = TimeSpan.FromSeconds(30),
        PublicChannels = false,
        ClientEvents = false,
        MaxFramesPerMinute = 600,
        MaxSubscribesPerMinute = 300,
    };

    /// <summary>Reads times that are written as a number of seconds; .NET would read "30" as 30 days.</summary>
    public static void ReadSeconds(IConfigurationSection livecaller, PusherOptions options)
    {
        options.ActivityTimeout = Seconds(nameof(options.ActivityTimeout)) ?? options.ActivityTimeout;
        options.PongTimeout = Seconds(nameof(options.PongTimeout)) ?? options.PongTimeout;
        options.CloseTimeout = Seconds(nameof(options.CloseTimeout)) ?? options.CloseTimeout;
        options.UnauthorizedTimeout = Seconds(nameof(options.UnauthorizedTimeout)) ?? options.UnauthorizedTimeout;
        options.IdleTimeout = Seconds(nameof(options.IdleTimeout)) ?? options.IdleTimeout;
        options.DrainTime = Seconds(nameof(options.DrainTime)) ?? options.DrainTime;
        options.CacheTimeToLive = Seconds(nameof(options.CacheTimeToLive)) ?? options.CacheTimeToLive;

        TimeSpan? Seconds(string name) => int.TryParse(
            livecaller[Section + name], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
    }
}

using Livecaller.Realtime.Apps;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Options;

internal sealed class PusherOptionsValidator : IValidateOptions<PusherOptions>
{
    public ValidateOptionsResult Validate(string? name, PusherOptions options)
    {
        var faults = new Faults(options.Prefix, []);
        faults.AtLeast(nameof(options.MaxConnectionsPerAddress), options.MaxConnectionsPerAddress, 0);
        faults.AtLeast(nameof(options.MaxTotalConnections), options.MaxTotalConnections, 0);
        faults.Time(nameof(options.DrainTime), options.DrainTime, TimeSpan.Zero);
        CheckApp(faults, options, options.HasOwnApp);
        for (var i = 0; i < options.Apps.Count; i++)
            CheckApp(faults.Of($"{nameof(options.Apps)}[{i}]."), options.Apps[i], hasCredentials: true);

        CheckUnique(faults, nameof(options.AppId), options.AllApps.Select(app => app.AppId));
        CheckUnique(faults, nameof(options.AppKey), options.AllApps.Select(app => app.AppKey));
        return faults.Result;
    }

    private static void CheckUnique(Faults faults, string setting, IEnumerable<string> values)
    {
        foreach (var value in values.GroupBy(value => value, StringComparer.Ordinal).Where(same => same.Count() > 1))
            faults.Add(setting, $"'{value.Key}' is used by more than one application.");
    }

    private static void CheckApp(Faults faults, PusherAppOptions options, bool hasCredentials)
    {
        if (hasCredentials) CheckCredentials(faults, options);
        foreach (var origin in options.AllowedOrigins.Where(origin => !OriginPattern.IsValid(origin)))
            faults.Add(nameof(options.AllowedOrigins), $"'{origin}' is not an origin; expected 'https://example.com' or 'https://*.example.com'.");

        faults.Time(nameof(options.ActivityTimeout), options.ActivityTimeout, TimeSpan.FromSeconds(1));
        faults.Time(nameof(options.PongTimeout), options.PongTimeout, TimeSpan.FromMilliseconds(1));
        faults.Time(nameof(options.CloseTimeout), options.CloseTimeout, TimeSpan.FromMilliseconds(1));
        faults.Time(nameof(options.UnauthorizedTimeout), options.UnauthorizedTimeout, TimeSpan.Zero);
        faults.Time(nameof(options.IdleTimeout), options.IdleTimeout, TimeSpan.Zero);
        faults.AtLeast(nameof(options.MaxFramesPerMinute), options.MaxFramesPerMinute, 0);
        faults.AtLeast(nameof(options.MaxSubscribesPerMinute), options.MaxSubscribesPerMinute, 0);
        faults.AtLeast(nameof(options.MaxConnections), options.MaxConnections, 0);
        faults.AtLeast(nameof(options.MaxSubscriptionsPerConnection), options.MaxSubscriptionsPerConnection, 1);
        faults.AtLeast(nameof(options.MaxFrameBytes), options.MaxFrameBytes, 1024);
        faults.AtLeast(nameof(options.MaxInvalidFrames), options.MaxInvalidFrames, 1);
        faults.AtLeast(nameof(options.MaxQueuedFrames), options.MaxQueuedFrames, 1);
        faults.AtLeast(nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, 1024);
        faults.AtLeast(nameof(options.MaxPresenceMembers), options.MaxPresenceMembers, 1);
        faults.AtLeast(nameof(options.MaxUserIdLength), options.MaxUserIdLength, 1);
        faults.AtLeast(nameof(options.MaxUserInfoBytes), options.MaxUserInfoBytes, 0);
        faults.Time(nameof(options.CacheTimeToLive), options.CacheTimeToLive, TimeSpan.FromSeconds(1));
        faults.AtLeast(nameof(options.MaxCachedBytes), options.MaxCachedBytes, 0);
        faults.AtLeast(nameof(options.MaxWatchedUsers), options.MaxWatchedUsers, 0);
        faults.AtLeast(nameof(options.MaxEventBytes), options.MaxEventBytes, 1);
        faults.AtLeast(nameof(options.MaxHttpApiBytes), options.MaxHttpApiBytes, 1);
        faults.AtLeast(nameof(options.MaxClientEventsPerSecond), options.MaxClientEventsPerSecond, 0);
        faults.AtLeast(nameof(options.MaxClientEventNameLength), options.MaxClientEventNameLength, 1);
        faults.AtLeast(nameof(options.MaxClientEventBytes), options.MaxClientEventBytes, 1);
        CheckWebhooks(faults.Of(nameof(options.Webhooks) + "."), options.Webhooks);
    }

    private static void CheckWebhooks(Faults faults, PusherWebhookOptions options)
    {
        faults.Time(nameof(options.DebounceTime), options.DebounceTime, TimeSpan.Zero);
        faults.Time(nameof(options.BatchDelay), options.BatchDelay, TimeSpan.Zero);
        faults.Time(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(1));
        faults.Time(nameof(options.RetryFor), options.RetryFor, TimeSpan.Zero);
        faults.AtLeast(nameof(options.MaxBatchEvents), options.MaxBatchEvents, 1);
        faults.AtLeast(nameof(options.MaxQueuedEvents), options.MaxQueuedEvents, 1);
        faults.AtLeast(nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, 1024);
        for (var i = 0; i < options.Endpoints.Count; i++)
            foreach (var (setting, fault) in WebhookRules.FaultsOf(options.Endpoints[i])) faults.Add($"{nameof(options.Endpoints)}[{i}].{setting}", fault);
    }

    private static void CheckCredentials(Faults faults, PusherAppOptions options)
    {
        faults.Text(nameof(options.AppId), options.AppId);
        faults.Text(nameof(options.AppKey), options.AppKey);
        faults.Text(nameof(options.AppSecret), options.AppSecret);
        if (options.AppKey is not null && !options.AppKey.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            faults.Add(nameof(options.AppKey), "is part of an address: it can have letters, digits, '-' and '_' only.");
    }

    private sealed class Faults(string prefix, List<string> faults)
    {
        // Timers take no more than 49 days, and "30" in a configuration file is 30 days for .NET.
        private static readonly TimeSpan MaxTime = TimeSpan.FromDays(1);

        public ValidateOptionsResult Result => faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        public Faults Of(string section) => new(prefix + section, faults);

        public void Add(string setting, string fault) => faults.Add($"{prefix}{setting} {fault}");

        public void Text(string setting, string? value)
        {
            if (string.IsNullOrWhiteSpace(value)) Add(setting, "is missing.");
        }

        public void AtLeast(string setting, int value, int minimum)
        {
            if (value < minimum) Add(setting, $"is {value}; it must be at least {minimum}.");
        }

        public void Time(string setting, TimeSpan value, TimeSpan minimum)
        {
            if (value < minimum || value > MaxTime) Add(setting, $"is {value}; it must be between {minimum} and {MaxTime}.");
        }
    }
}

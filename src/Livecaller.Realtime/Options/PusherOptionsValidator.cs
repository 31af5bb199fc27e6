using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Options;

internal sealed class PusherOptionsValidator : IValidateOptions<PusherOptions>
{
    public ValidateOptionsResult Validate(string? name, PusherOptions options)
    {
        var faults = new Faults(options.Prefix);
        faults.Text(nameof(options.AppId), options.AppId);
        faults.Text(nameof(options.AppKey), options.AppKey);
        faults.Text(nameof(options.AppSecret), options.AppSecret);
        if (options.AppKey is not null && !options.AppKey.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            faults.Add(nameof(options.AppKey), "is part of an address: it can have letters, digits, '-' and '_' only.");

        faults.Time(nameof(options.ActivityTimeout), options.ActivityTimeout, TimeSpan.FromSeconds(1));
        faults.Time(nameof(options.PongTimeout), options.PongTimeout, TimeSpan.FromMilliseconds(1));
        faults.Time(nameof(options.CloseTimeout), options.CloseTimeout, TimeSpan.FromMilliseconds(1));
        faults.Time(nameof(options.UnauthorizedTimeout), options.UnauthorizedTimeout, TimeSpan.Zero);
        faults.AtLeast(nameof(options.MaxConnectionsPerAddress), options.MaxConnectionsPerAddress, 0);
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
        faults.AtLeast(nameof(options.MaxClientEventsPerSecond), options.MaxClientEventsPerSecond, 0);
        faults.AtLeast(nameof(options.MaxClientEventNameLength), options.MaxClientEventNameLength, 1);
        faults.AtLeast(nameof(options.MaxClientEventBytes), options.MaxClientEventBytes, 1);
        return faults.Result;
    }

    private sealed class Faults(string prefix)
    {
        // Timers take no more than 49 days, and "30" in a configuration file is 30 days for .NET.
        private static readonly TimeSpan MaxTime = TimeSpan.FromDays(1);

        private readonly List<string> _faults = [];

        public ValidateOptionsResult Result => _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);

        public void Add(string setting, string fault) => _faults.Add($"{prefix}{setting} {fault}");

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

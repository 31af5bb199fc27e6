using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Options;

internal sealed class PusherOptionsValidator : IValidateOptions<PusherOptions>
{
    public ValidateOptionsResult Validate(string? name, PusherOptions options)
    {
        List<string> faults = [];
        Text(faults, nameof(options.AppId), options.AppId);
        Text(faults, nameof(options.AppKey), options.AppKey);
        Text(faults, nameof(options.AppSecret), options.AppSecret);
        if (options.AppKey is not null && !options.AppKey.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            faults.Add($"{nameof(PusherOptions)}.{nameof(options.AppKey)} is part of an address: it can have letters, digits, '-' and '_' only.");

        AtLeast(faults, nameof(options.ActivityTimeout), options.ActivityTimeout, TimeSpan.FromSeconds(1));
        AtLeast(faults, nameof(options.PongTimeout), options.PongTimeout, TimeSpan.FromMilliseconds(1));
        AtLeast(faults, nameof(options.CloseTimeout), options.CloseTimeout, TimeSpan.FromMilliseconds(1));
        AtLeast(faults, nameof(options.MaxConnections), options.MaxConnections, 0);
        AtLeast(faults, nameof(options.MaxSubscriptionsPerConnection), options.MaxSubscriptionsPerConnection, 1);
        AtLeast(faults, nameof(options.MaxFrameBytes), options.MaxFrameBytes, 1024);
        AtLeast(faults, nameof(options.MaxInvalidFrames), options.MaxInvalidFrames, 1);
        AtLeast(faults, nameof(options.MaxQueuedFrames), options.MaxQueuedFrames, 1);
        AtLeast(faults, nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, 1024);
        AtLeast(faults, nameof(options.MaxPresenceMembers), options.MaxPresenceMembers, 1);
        AtLeast(faults, nameof(options.MaxUserIdLength), options.MaxUserIdLength, 1);
        AtLeast(faults, nameof(options.MaxUserInfoBytes), options.MaxUserInfoBytes, 0);
        AtLeast(faults, nameof(options.MaxClientEventsPerSecond), options.MaxClientEventsPerSecond, 0);
        AtLeast(faults, nameof(options.MaxClientEventNameLength), options.MaxClientEventNameLength, 1);
        AtLeast(faults, nameof(options.MaxClientEventBytes), options.MaxClientEventBytes, 1);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Text(List<string> faults, string setting, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) faults.Add($"{nameof(PusherOptions)}.{setting} is missing.");
    }

    private static void AtLeast<T>(List<string> faults, string setting, T value, T least)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0)
            faults.Add($"{nameof(PusherOptions)}.{setting} is {value}; it must be at least {least}.");
    }
}

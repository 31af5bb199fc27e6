using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis;

internal sealed class RedisBackplaneOptionsValidator : IValidateOptions<RedisBackplaneOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisBackplaneOptions options)
    {
        List<string> faults = [];
        if (options.Brokers.Count == 0) faults.Add($"{options.BrokersSetting} must have at least one broker, as HOST:PORT.");
        faults.AddRange(options.Brokers.Select(broker => FaultOf(options.BrokersSetting, broker)).OfType<string>());
        if (string.IsNullOrEmpty(options.Prefix)) faults.Add($"{nameof(RedisBackplaneOptions)}.{nameof(options.Prefix)} must not be empty.");
        Require(options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), nameof(options.Lease));
        Require(options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.Timeout));
        if (options.MaxQueuedEvents < 1) faults.Add($"{nameof(RedisBackplaneOptions)}.{nameof(options.MaxQueuedEvents)} must be at least 1.");
        if (options.MaxQueuedBytes < 1) faults.Add($"{nameof(RedisBackplaneOptions)}.{nameof(options.MaxQueuedBytes)} must be at least 1.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(TimeSpan value, TimeSpan least, TimeSpan most, string setting)
        {
            if (value < least || value > most) faults.Add($"{nameof(RedisBackplaneOptions)}.{setting} must be from {least} to {most}.");
        }
    }

    // The text itself may have a password in it.
    private static string? FaultOf(string setting, string broker)
    {
        try
        {
            return ConfigurationOptions.Parse(broker).EndPoints.Count == 1 ? null
                : $"{setting}: each entry must have exactly one HOST:PORT.";
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return $"{setting} has an entry that is not HOST:PORT with options of StackExchange.Redis behind it.";
        }
    }
}

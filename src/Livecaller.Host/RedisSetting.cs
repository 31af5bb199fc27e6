using Livecaller.Realtime.Redis;

namespace Livecaller.Host;

/// <summary>Reads <c>Livecaller:Redis</c>: one broker, or several separated by commas.</summary>
internal static class RedisSetting
{
    private const string Name = "Livecaller:Redis";

    public static void Apply(WebApplicationBuilder builder)
    {
        if (builder.Configuration[Name] is not { } brokers || string.IsNullOrWhiteSpace(brokers)) return;
        builder.Services.UseRedis(options =>
        {
            options.BrokersSetting = Name;
            foreach (var broker in BrokerList.Split(brokers)) options.Brokers.Add(broker);
        });
    }
}

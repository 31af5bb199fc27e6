using Livecaller.Realtime.Redis;

namespace Livecaller.Host;

/// <summary>Reads <c>Livecaller:Redis</c>: one broker, several separated by commas, or a list.</summary>
internal static class RedisSetting
{
    private const string Name = "Livecaller:Redis";

    public static void Apply(WebApplicationBuilder builder)
    {
        var setting = builder.Configuration.GetSection(Name);
        string[] texts = [.. setting.GetChildren().Select(item => item.Value).Prepend(setting.Value).OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text))];
        if (texts.Length == 0) return;
        builder.Services.UseRedis(options =>
        {
            options.BrokersSetting = Name;
            foreach (var broker in texts.SelectMany(BrokerList.Split)) options.Brokers.Add(broker);
        });
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Redis.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("redis", new[] { "redis" })]
    [InlineData("redis:6380", new[] { "redis:6380" })]
    [InlineData("one:1,two:2", new[] { "one:1", "two:2" })]
    [InlineData(" one:1 , two:2, ssl=true,password=a=b", new[] { "one:1,ssl=true,password=a=b", "two:2,ssl=true,password=a=b" })]
    [InlineData(",", new string[0])]
    public void A_text_names_one_broker_or_several(string text, string[] brokers) => Assert.Equal(brokers, BrokerList.Split(text));

    [Fact]
    public void Each_broker_gets_its_part_of_the_channels()
    {
        var places = Enumerable.Range(0, 1000).Select(i => BrokerList.Place($":private-conversation.{i}", 4)).ToLookup(place => place);

        Assert.Equal([0, 1, 2, 3], places.Select(place => place.Key).Order());
        Assert.All(places, place => Assert.InRange(place.Count(), 150, 350));
        // The same on every node, in every version.
        Assert.Equal(BrokerList.Place(":private-room", 4), BrokerList.Place(":private-room", 4));
        Assert.Equal(5, BrokerList.Place("a", 7));
    }

    [Theory]
    [InlineData("Brokers", "")]
    [InlineData("Brokers", "secret=1")]
    [InlineData("Prefix", "redis:1", "")]
    [InlineData("Lease", "redis:1", "p", 0.5)]
    [InlineData("Timeout", "redis:1", "p", 5, 0)]
    [InlineData("MaxQueuedEvents", "redis:1", "p", 5, 1, 0)]
    [InlineData("MaxQueuedBytes", "redis:1", "p", 5, 1, 1, 0)]
    public void A_value_that_is_not_valid_is_named_without_secrets(
        string setting, string broker, string prefix = "p", double lease = 5, double timeout = 1, int events = 1, long bytes = 1)
    {
        var services = new ServiceCollection().AddLogging().AddPusher().UseRedis(options =>
        {
            if (broker.Length > 0) options.Brokers.Add(broker);
            (options.Prefix, options.Lease, options.Timeout) = (prefix, TimeSpan.FromSeconds(lease), TimeSpan.FromSeconds(timeout));
            (options.MaxQueuedEvents, options.MaxQueuedBytes) = (events, bytes);
        });
        using var provider = services.BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<RedisBackplaneOptions>>().Value);

        Assert.Contains($"RedisBackplaneOptions.{setting} ", fault.Message.Replace(':', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }
}

using Livecaller.Connection;

namespace Livecaller.Tests.Connection;

public sealed class ReconnectPolicyTests
{
    private static double[] Delays(Func<double> random, int? code, int count, TimeSpan lived = default)
    {
        var policy = new ReconnectPolicy(random);
        return [.. Enumerable.Range(0, count).Select(_ => policy.Next(code, lived)!.Value.TotalSeconds)];
    }

    [Fact]
    public void Delays_double_up_to_the_cap() => Assert.Equal([1, 2, 4, 8, 16, 30, 30], Delays(() => 1, null, 7));

    [Fact]
    public void Jitter_is_full() => Assert.Equal([0, 0, 0], Delays(() => 0, 1006, 3));

    [Fact]
    public void At_once_is_at_once_only_once() => Assert.Equal([0, 1, 2, 4], Delays(() => 1, 4200, 4));

    [Fact]
    public void At_once_stays_at_once_for_connections_that_lived() =>
        Assert.Equal([0, 0, 0], Delays(() => 1, 4200, 3, TimeSpan.FromMinutes(5)));

    [Fact]
    public void Over_capacity_waits_a_second_at_least() => Assert.Equal([1, 1], Delays(() => 0, 4100, 2));

    [Theory]
    [InlineData(4000)]
    [InlineData(4099)]
    public void Some_codes_end_it(int code) => Assert.Null(new ReconnectPolicy(() => 1).Next(code, TimeSpan.FromHours(1)));
}

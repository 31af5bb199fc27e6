using System.Net;
using Livecaller.Server.Limits;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Issues;

public sealed class RateGateTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_limit_that_is_reached_is_logged_once_a_minute_with_the_caller_and_the_setting()
    {
        var log = new LogLines();
        await using var server = await LivecallerServer.StartAsync(null, _time, log, ("Livecaller:Limits:ConversationsPerMinute", "1"));
        var (ana, ben) = (await server.VisitorAsync(), await server.VisitorAsync());
        foreach (var visitor in (Caller[])[ana, ben])
            for (var i = 0; i < 3; i++) await visitor.PostAsync("/conversations", new { });

        var line = Assert.Single(log.Of(LogLevel.Warning), l => l.Contains("has reached", StringComparison.Ordinal));
        Assert.StartsWith($"{ana.Id} has reached Livecaller:Limits:ConversationsPerMinute, 1 calls in a minute.", line, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) await ben.PostAsync("/conversations", new { });
        Assert.Contains(log.Of(LogLevel.Warning), l => l.StartsWith($"{ben.Id} has reached", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flood_of_addresses_does_not_fill_the_memory()
    {
        using var gate = new RateGate(_time, NullLogger<RateGate>.Instance);

        for (var i = 0; i < 2 * RateGate.MaxKeys; i++) gate.Take("requests", $"2001:db8:{i >> 16:x}:{i & 0xffff:x}::", 10);

        Assert.Equal(RateGate.MaxKeys, gate.Keys);
    }

    [Fact]
    public void A_flood_of_addresses_does_not_free_one_that_keeps_calling()
    {
        using var gate = new RateGate(_time, NullLogger<RateGate>.Instance);
        gate.Take("login", "192.0.2.1", 1);

        for (var i = 0; i < 2 * RateGate.MaxKeys; i++)
        {
            gate.Take("requests", $"2001:db8:{i >> 16:x}:{i & 0xffff:x}::", 10);
            if (i % 1000 == 0) Assert.Throws<RateLimitedException>(() => gate.Take("login", "192.0.2.1", 1));
        }
    }

    [Fact]
    public void What_is_over_is_removed_though_nobody_calls()
    {
        using var gate = new RateGate(_time, NullLogger<RateGate>.Instance);
        for (var i = 0; i < 20_000; i++) gate.Take("requests", $"{i}", 10);

        _time.Advance(TimeSpan.FromMinutes(1));
        gate.Take("requests", "later", 10);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(gate.Keys, 0, 1);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, gate.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    public void No_minute_has_more_calls_than_the_limit(int secondsOfTheFirstCall)
    {
        using var gate = new RateGate(_time, NullLogger<RateGate>.Instance);
        gate.Take("messages", "visitor", 10);
        _time.Advance(TimeSpan.FromSeconds(secondsOfTheFirstCall));
        for (var i = 0; i < 9; i++) gate.Take("messages", "visitor", 10);

        _time.Advance(TimeSpan.FromSeconds(60 - secondsOfTheFirstCall));
        gate.Take("messages", "visitor", 10);
        var allowed = 1 + Enumerable.Range(0, 20).Count(_ => IsAllowed(gate));

        Assert.Equal(secondsOfTheFirstCall == 0 ? 10 : 1, allowed);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    [InlineData(60 * 24 * 365)]
    public async Task A_wall_clock_that_is_set_changes_neither_a_limit_nor_its_retry_after(int minutes)
    {
        var time = new SettableWallClock();
        await using var server = await LivecallerServer.StartAtAsync(time, ("Livecaller:Limits:LoginsPerMinute", "1"));
        await server.OperatorAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        time.Offset = TimeSpan.FromMinutes(minutes);

        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");
        var refused = await nobody.PostAsync("/auth/login", new { email = LivecallerServer.Email, password = LivecallerServer.Password });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(TimeSpan.FromSeconds(58), refused.Response.Headers.RetryAfter?.Delta);
        time.Advance(TimeSpan.FromSeconds(58));
        await server.OperatorAsync();
    }

    private static bool IsAllowed(RateGate gate)
    {
        try
        {
            gate.Take("messages", "visitor", 10);
            return true;
        }
        catch (RateLimitedException)
        {
            return false;
        }
    }
}

using Livecaller.Realtime.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Tests.Options;

public sealed class PusherOptionsTests
{
    public static TheoryData<string, Action<PusherOptions>> Faults => new()
    {
        { nameof(PusherOptions.AppId), o => o.AppId = "" },
        { nameof(PusherOptions.AppKey), o => o.AppKey = " " },
        { nameof(PusherOptions.AppKey), o => o.AppKey = "a/b" },
        { nameof(PusherOptions.AppSecret), o => o.AppSecret = "" },
        { nameof(PusherOptions.AllowedOrigins), o => o.AllowedOrigins.Add("example.com") },
        { nameof(PusherOptions.AllowedOrigins), o => o.AllowedOrigins.Add("https://example.com/path") },
        { nameof(PusherOptions.MaxTotalConnections), o => o.MaxTotalConnections = -1 },
        { nameof(PusherOptions.IdleTimeout), o => o.IdleTimeout = TimeSpan.FromSeconds(-1) },
        { "Apps[0].AppKey", o => o.Apps.Add(new PusherAppOptions { AppId = "2", AppSecret = "secret" }) },
        { nameof(PusherOptions.AppId), o => o.Apps.Add(new PusherAppOptions { AppId = "1", AppKey = "other", AppSecret = "secret" }) },
        { nameof(PusherOptions.AppKey), o => o.Apps.Add(new PusherAppOptions { AppId = "2", AppKey = PusherHost.Key, AppSecret = "secret" }) },
        { nameof(PusherOptions.ActivityTimeout), o => o.ActivityTimeout = TimeSpan.Zero },
        { nameof(PusherOptions.ActivityTimeout), o => o.ActivityTimeout = TimeSpan.FromDays(120) },
        { nameof(PusherOptions.PongTimeout), o => o.PongTimeout = TimeSpan.FromSeconds(-1) },
        { nameof(PusherOptions.CloseTimeout), o => o.CloseTimeout = TimeSpan.Zero },
        { nameof(PusherOptions.MaxFrameBytes), o => o.MaxFrameBytes = 10 },
        { nameof(PusherOptions.MaxQueuedFrames), o => o.MaxQueuedFrames = 0 },
        { nameof(PusherOptions.MaxSubscriptionsPerConnection), o => o.MaxSubscriptionsPerConnection = 0 },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string setting, Action<PusherOptions> spoil)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => PusherHost.StartAsync(spoil));

        Assert.Contains($"PusherOptions.{setting} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_the_start_where_nothing_is_mapped_too()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(
            () => PusherHost.StartAsync(o => o.AppKey = "", map: _ => { }));
    }

    [Fact]
    public async Task Mapping_without_adding_says_what_is_missing()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapPusher());

        Assert.Contains("AddPusher", error.Message, StringComparison.Ordinal);
    }
}

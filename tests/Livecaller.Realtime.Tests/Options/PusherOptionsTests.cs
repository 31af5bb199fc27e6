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
        { "Webhooks.Endpoints[0].Url", o => o.Webhooks.Endpoints.Add(new()) },
        { "Webhooks.Endpoints[0].Url", o => o.Webhooks.Endpoints.Add(new() { Url = new("ftp://example.com") }) },
        { "Webhooks.Endpoints[0].Url", o => o.Webhooks.Endpoints.Add(new() { Url = new("/webhooks", UriKind.Relative) }) },
        { "Webhooks.Endpoints[0].Url", o => o.Webhooks.Endpoints.Add(new() { Url = new("https://user:password@example.com") }) },
        { "Webhooks.Endpoints[0].Events", o => o.Webhooks.Endpoints.Add(new() { Url = new("https://example.com"), Events = { "channel-occupied" } }) },
        { "Webhooks.Endpoints[0].Headers", o => o.Webhooks.Endpoints.Add(new() { Url = new("https://example.com"), Headers = { ["X-Pusher-Key"] = "other" } }) },
        { "Webhooks.Endpoints[0].Headers", o => o.Webhooks.Endpoints.Add(new() { Url = new("https://example.com"), Headers = { ["X-Shop"] = "a\r\nb" } }) },
        { "Webhooks.Endpoints[0].Headers", o => o.Webhooks.Endpoints.Add(new() { Url = new("https://example.com"), Headers = { ["a header"] = "b" } }) },
        { "Webhooks.Timeout", o => o.Webhooks.Timeout = TimeSpan.Zero },
        { "Webhooks.MaxQueuedEvents", o => o.Webhooks.MaxQueuedEvents = 0 },
        { "Apps[0].Webhooks.RetryFor", o => o.Apps.Add(new() { AppId = "2", AppKey = "shop", AppSecret = "secret", Webhooks = { RetryFor = TimeSpan.FromDays(5) } }) },
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

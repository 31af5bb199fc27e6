using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Users;

public sealed class WatchlistTests
{
    [Fact]
    public async Task Who_signs_in_learns_who_of_the_watchlist_is_there()
    {
        await using var host = await PusherHost.StartAsync();
        using var anna = await host.ConnectAsync();
        using var watcher = await host.ConnectAsync();
        await anna.SignInAsync("anna");

        await watcher.SignInAsync("watcher", "anna", "bert", "anna");

        Assert.Equal("""online:["anna"] offline:["bert"]""", await ReadAsync(watcher));
        await anna.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_watched_user_comes_with_the_first_connection_and_goes_with_the_last()
    {
        await using var host = await PusherHost.StartAsync();
        using var watcher = await host.ConnectAsync();
        await watcher.SignInAsync("watcher", "anna");
        Assert.Equal("""offline:["anna"]""", await ReadAsync(watcher));
        using var phone = await host.ConnectAsync();
        using var laptop = await host.ConnectAsync();

        await phone.SignInAsync("anna");
        Assert.Equal("""online:["anna"]""", await ReadAsync(watcher));
        await laptop.SignInAsync("anna");
        await phone.HangUpAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 2);
        await watcher.ExpectQuietAsync();
        await laptop.HangUpAsync();

        Assert.Equal("""offline:["anna"]""", await ReadAsync(watcher));
    }

    [Fact]
    public async Task A_watchlist_over_the_limit_is_ignored_and_the_sign_in_succeeds()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxWatchedUsers = 2);
        using var watcher = await host.ConnectAsync();
        using var anna = await host.ConnectAsync();

        await watcher.SignInAsync("watcher", "anna", "bert", "clara");
        await watcher.ExpectErrorAsync(4302);
        await anna.SignInAsync("anna");

        await watcher.ExpectQuietAsync();
        Assert.Equal(2, host.App.Users.Count);
    }

    private static async Task<string> ReadAsync(PusherClient client)
    {
        var events = (await client.ExpectAsync(PusherEventNames.WatchlistEvents)).GetProperty("events").EnumerateArray();
        return string.Join(' ', events.Select(e => $"{e.GetProperty("name").GetString()}:{JsonSerializer.Serialize(e.GetProperty("user_ids"))}"));
    }
}

using System.Text.Json;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Tests.Support;

internal static class Subscribing
{
    public static Task AskAsync(this PusherClient client, string channel, string? auth = null, string? channelData = null) =>
        client.SayAsync(PusherEventNames.Subscribe, JsonSerializer.Serialize(
            new PusherSubscribe { Channel = channel, Auth = auth, ChannelData = channelData }, PusherJson.Default.PusherSubscribe));

    public static Task AskSignedAsync(this PusherClient client, string channel, string? channelData = null) =>
        client.AskAsync(
            channel,
            PusherSignature.SignChannel(PusherHost.Key, PusherHost.Secret, client.SocketId, channel, channelData), channelData);

    public static async Task<JsonElement> SubscribeAsync(this PusherClient client, string channel, string? channelData = null)
    {
        await client.AskSignedAsync(channel, channelData);
        return await client.ExpectAsync(PusherEventNames.SubscriptionSucceeded, channel);
    }

    public static Task AskToSignInAsync(this PusherClient client, string userData, string? auth = null) =>
        client.SayAsync(PusherEventNames.SignIn, JsonSerializer.Serialize(
            new PusherSignIn(auth ?? PusherSignature.SignUser(PusherHost.Key, PusherHost.Secret, client.SocketId, userData), userData),
            PusherJson.Default.PusherSignIn));

    public static async Task SignInAsync(this PusherClient client, string userId, params string[] watchlist)
    {
        var userData = JsonSerializer.Serialize(new { id = userId, watchlist });
        await client.AskToSignInAsync(userData);
        var answer = await client.ExpectAsync(PusherEventNames.SignInSuccess);
        Assert.Equal(userData, answer.GetProperty("user_data").GetString());
    }

    public static Task<JsonElement> JoinAsync(this PusherClient client, string channel, string userId) =>
        client.SubscribeAsync(channel, $$"""{"user_id":"{{userId}}","user_info":{"name":"{{userId.ToUpperInvariant()}}"} }""");

    /// <summary>Leaves a channel, after the given events were received.</summary>
    public static async Task LeaveAsync(this PusherClient client, string channel, params string[] receivedBefore)
    {
        await client.SayAsync(PusherEventNames.Unsubscribe, $$"""{"channel":"{{channel}}"}""");
        foreach (var name in receivedBefore) await client.ExpectAsync(name, channel);
        await client.ExpectQuietAsync();
    }

    public static async Task ExpectRefusalAsync(this PusherClient client, string channel, int status)
    {
        var error = await client.ExpectAsync(PusherEventNames.SubscriptionError, channel);
        Assert.Equal(status, error.GetProperty("status").GetInt32());
        Assert.NotEmpty(error.GetProperty("type").GetString()!);
        Assert.NotEmpty(error.GetProperty("error").GetString()!);
    }
}

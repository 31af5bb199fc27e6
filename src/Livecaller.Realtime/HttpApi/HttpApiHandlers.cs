using System.Text.Json.Nodes;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Realtime.HttpApi;

/// <summary>The operations of the HTTP API, after a request was authorized.</summary>
/// <remarks>See <see href="https://pusher.com/docs/channels/library_auth_reference/rest-api/"/>.</remarks>
internal static class HttpApiHandlers
{
    public static async Task<HttpApiAnswer> PublishAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        using var json = call.ReadJson();
        var triggered = TriggeredEvent.ReadOne(json.RootElement, call.App.Options);
        await TriggerAsync(call.App, triggered, cancellationToken).ConfigureAwait(false);
        if (triggered.Info.IsEmpty) return HttpApiAnswer.Ok();
        return HttpApiAnswer.Ok(new JsonObject
        {
            ["channels"] = new JsonObject(triggered.Channels.Select(channel => KeyValuePair.Create<string, JsonNode?>(channel, InfoOf(call.App, channel, triggered.Info)))),
        });
    }

    public static async Task<HttpApiAnswer> PublishBatchAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        using var json = call.ReadJson();
        var batch = TriggeredEvent.ReadBatch(json.RootElement, call.App.Options);
        foreach (var triggered in batch) await TriggerAsync(call.App, triggered, cancellationToken).ConfigureAwait(false);
        if (batch.All(triggered => triggered.Info.IsEmpty)) return HttpApiAnswer.Ok();
        return HttpApiAnswer.Ok(new JsonObject
        {
            ["batch"] = new JsonArray([.. batch.Select(triggered => InfoOf(call.App, triggered.Channels[0], triggered.Info))]),
        });
    }

    public static Task<HttpApiAnswer> ListAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var prefix = call.Query("filter_by_prefix") ?? "";
        var info = ChannelInfo.Read(call.Query("info"));
        if (info.UserCount && !IsPresence(prefix))
            throw new HttpApiException("user_count needs a filter_by_prefix that begins with presence-.");
        var channels = call.App.Channels.Occupied.Where(channel => channel.Name.StartsWith(prefix, StringComparison.Ordinal));
        return Task.FromResult(HttpApiAnswer.Ok(new JsonObject
        {
            ["channels"] = new JsonObject(channels.Select(channel => KeyValuePair.Create<string, JsonNode?>(channel.Name, info.Of(channel, IsPresence(channel.Name))))),
        }));
    }

    public static Task<HttpApiAnswer> ReadAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var (name, channel) = FindChannel(call);
        var info = ChannelInfo.Read(call.Query("info"));
        if (info.UserCount && !IsPresence(name)) throw new HttpApiException("Only presence channels have a user_count.");
        var json = info.Of(channel, IsPresence(name));
        json.Insert(0, "occupied", channel is { Count: > 0 });
        return Task.FromResult(HttpApiAnswer.Ok(json));
    }

    public static Task<HttpApiAnswer> ListUsersAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var (name, channel) = FindChannel(call);
        if (!IsPresence(name)) throw new HttpApiException("Only presence channels have users.");
        return Task.FromResult(HttpApiAnswer.Ok(new JsonObject
        {
            ["users"] = new JsonArray([.. (channel?.UserIds ?? []).Select(id => new JsonObject { ["id"] = id })]),
        }));
    }

    public static async Task<HttpApiAnswer> TerminateAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var userId = call.Route("userId");
        if (userId.Length > call.App.Options.MaxUserIdLength) throw new HttpApiException($"A user id has at most {call.App.Options.MaxUserIdLength} characters.");
        await call.App.Users.TerminateConnectionsAsync(userId, cancellationToken).ConfigureAwait(false);
        return HttpApiAnswer.Ok();
    }

    private static ValueTask TriggerAsync(PusherApp app, TriggeredEvent triggered, CancellationToken cancellationToken) =>
        app.Channels.TriggerAsync(triggered.Channels, triggered.Name, triggered.Data, triggered.SocketId, cancellationToken);

    private static JsonObject InfoOf(PusherApp app, string channel, ChannelInfo info) => info.Of(app.Channels.Find(channel), IsPresence(channel));

    private static (string Name, LiveChannel? Channel) FindChannel(HttpApiCall call)
    {
        var name = call.Route("channel");
        if (!PusherChannel.IsValidName(name)) throw new HttpApiException($"'{name}' is not a valid channel name.");
        return (name, call.App.Channels.Find(name));
    }

    private static bool IsPresence(string name) => PusherChannel.KindOf(name) == PusherChannelKind.Presence;
}

using System.Text.Json.Nodes;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;
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
        return HttpApiAnswer.Ok(new JsonObject { ["channels"] = await InfoOfAsync(call.App, triggered.Channels, triggered.Info, cancellationToken).ConfigureAwait(false) });
    }

    public static async Task<HttpApiAnswer> PublishBatchAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        using var json = call.ReadJson();
        var batch = TriggeredEvent.ReadBatch(json.RootElement, call.App.Options);
        foreach (var triggered in batch) await TriggerAsync(call.App, triggered, cancellationToken).ConfigureAwait(false);
        if (batch.All(triggered => triggered.Info.IsEmpty)) return HttpApiAnswer.Ok();
        var infos = new JsonArray();
        foreach (var triggered in batch) infos.Add(await InfoOfAsync(call.App, triggered.Channels[0], triggered.Info, cancellationToken).ConfigureAwait(false));
        return HttpApiAnswer.Ok(new JsonObject { ["batch"] = infos });
    }

    public static async Task<HttpApiAnswer> ListAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var prefix = call.Query("filter_by_prefix") ?? "";
        var info = ChannelInfo.Read(call.Query("info"));
        if (info.UserCount && !IsPresence(prefix))
            throw new HttpApiException("user_count needs a filter_by_prefix that begins with presence-.");
        var channels = await call.App.Channels.ListAsync(prefix, cancellationToken).ConfigureAwait(false);
        return HttpApiAnswer.Ok(new JsonObject { ["channels"] = await InfoOfAsync(call.App, channels, info, cancellationToken).ConfigureAwait(false) });
    }

    public static async Task<HttpApiAnswer> ReadAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var name = NameOf(call);
        var info = ChannelInfo.Read(call.Query("info"));
        if (info.UserCount && !IsPresence(name)) throw new HttpApiException("Only presence channels have a user_count.");
        var channel = await call.App.Channels.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        var json = info.Of(channel, IsPresence(name));
        json.Insert(0, "occupied", channel.Count > 0);
        return HttpApiAnswer.Ok(json);
    }

    public static async Task<HttpApiAnswer> ListUsersAsync(HttpApiCall call, CancellationToken cancellationToken)
    {
        var name = NameOf(call);
        if (!IsPresence(name)) throw new HttpApiException("Only presence channels have users.");
        var channel = await call.App.Channels.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        return HttpApiAnswer.Ok(new JsonObject { ["users"] = new JsonArray([.. channel.UserIds.Select(id => new JsonObject { ["id"] = id })]) });
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

    private static async ValueTask<JsonObject> InfoOfAsync(
        PusherApp app, IReadOnlyList<string> channels, ChannelInfo info, CancellationToken cancellationToken)
    {
        var infos = new JsonObject();
        foreach (var channel in channels) infos[channel] = await InfoOfAsync(app, channel, info, cancellationToken).ConfigureAwait(false);
        return infos;
    }

    private static async ValueTask<JsonObject> InfoOfAsync(PusherApp app, string channel, ChannelInfo info, CancellationToken cancellationToken) =>
        info.IsEmpty ? [] : info.Of(await app.Channels.ReadAsync(channel, cancellationToken).ConfigureAwait(false), IsPresence(channel));

    private static string NameOf(HttpApiCall call)
    {
        var name = call.Route("channel");
        return PusherChannel.IsValidName(name) ? name : throw new HttpApiException($"'{name}' is not a valid channel name.");
    }

    private static bool IsPresence(string name) => PusherChannel.KindOf(name) == PusherChannelKind.Presence;
}

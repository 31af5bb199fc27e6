using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Server.Blocks;
using Livecaller.Server.Conversations;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Realtime;

internal static class ChannelAuthorizationEndpoints
{
    public static void MapVisitorBroadcasting(this RouteGroupBuilder group) => Describe(group.MapPost("/broadcasting/auth", ForVisitorAsync));

    public static void MapOperatorBroadcasting(this RouteGroupBuilder group) => Describe(group.MapPost("/broadcasting/auth", ForOperatorAsync));

    private static void Describe(RouteHandlerBuilder endpoint) => endpoint
        .Accepts<ChannelAuthorizationRequest>("application/x-www-form-urlencoded", "application/json")
        .Produces<ChannelAuthorization>().WithSummary("Signs a subscription to a channel, or answers 403.");

    private static async Task<IResult> ForVisitorAsync(
        HttpContext http, LivecallerDbContext db, ChannelGuard guard, SessionWatch sessions, BlockList blocks, IOptions<LivecallerServerOptions> options)
    {
        var (socket, channel) = await ChannelGuard.ReadAsync(http, options.Value.Limits.MaxJsonBytes).ConfigureAwait(false);
        var visitor = http.Visitor();
        var may = ChannelNames.TryParseVisitor(channel, out var visitorId) ? visitorId.Value == visitor.Id
            : ChannelNames.TryParseConversation(channel, out var id)
                && await Participant.Of(visitor).Visible(db.Conversations).AnyAsync(c => c.Id == id.Value, http.RequestAborted).ConfigureAwait(false);
        if (!may) return ChannelGuard.Refuse();
        var from = http.Connection.RemoteIpAddress;
        if (!await sessions.AddAsync(http.Session().Id, socket, new(visitor.Id, from), http.RequestAborted).ConfigureAwait(false)) return Ended();
        // Who was blocked since the call began: the socket may not have been known when the others were closed.
        return blocks.HasVisitor(visitor.Id) || blocks.HasAddress(from) ? BlockList.Refusal.ToResult() : guard.Sign(socket, channel);
    }

    private static async Task<IResult> ForOperatorAsync(
        HttpContext http, LivecallerDbContext db, ChannelGuard guard, SessionWatch sessions, IOptions<LivecallerServerOptions> options)
    {
        var (socket, channel) = await ChannelGuard.ReadAsync(http, options.Value.Limits.MaxJsonBytes).ConfigureAwait(false);
        var ofOperators = ChannelNames.TryParseOperators(channel, out var widget);
        var may = ofOperators ? await db.Widgets.AnyAsync(w => w.Id == widget.Value, http.RequestAborted).ConfigureAwait(false)
            : ChannelNames.TryParseConversation(channel, out var id)
                && await db.Conversations.AnyAsync(c => c.Id == id.Value, http.RequestAborted).ConfigureAwait(false);
        if (!may) return ChannelGuard.Refuse();
        if (!await sessions.AddAsync(http.OperatorSession().Id, socket, default, http.RequestAborted).ConfigureAwait(false)) return Ended();
        if (!ofOperators) return guard.Sign(socket, channel);
        var me = http.Operator();
        var member = new JsonObject
        {
            ["user_id"] = me.Id.ToString(),
            ["user_info"] = new JsonObject { ["name"] = me.DisplayName, ["avatar_url"] = me.AvatarUrl },
        };
        return guard.Sign(socket, channel, member.ToJsonString(JsonSerializerOptions.Default));
    }

    private static IResult Ended() => OperatorAccess.SessionEnded.ToResult();
}

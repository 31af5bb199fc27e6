using Livecaller.Protocol.Pusher;
using Livecaller.Shared;
using Livecaller.Testing.Realtime;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The calls below <c>/v1/widget/auth</c> and <c>/v1/widget/broadcasting</c>.</summary>
internal sealed class SessionCalls(
    RealtimeEndpoint realtime, string pusherSecret, TestSessions sessions, IdentityTokens tokens, TestConversations conversations, TestPusher pusher)
{
    public TestAnswer Login(TestRequest call)
    {
        var request = call.Read(LivecallerJson.Default.VisitorLoginRequest);
        if (VisitorRules.CheckDevice(request.Device) is { } problem) throw new ProblemException(problem);
        var claims = request.JwtToken is { } token ? tokens.Check(token) : null;
        return Session(sessions.Open(sessions.Identify(claims)));
    }

    public TestAnswer Renew(TestVisitor visitor, TestRequest call, string id)
    {
        if ((call.Header(VisitorRules.IdentityHeader) ?? call.Query("jwt_token")) is { } token) Apply(visitor, tokens.Check(token));
        return Session(sessions.Renew(call.Token!));
    }

    public TestAnswer Update(TestVisitor visitor, TestRequest call, string id)
    {
        var token = call.Read(LivecallerJson.Default.VisitorUpdateRequest).JwtToken ?? throw new ProblemException(VisitorRules.NoToken);
        Apply(visitor, tokens.Check(token));
        return Session(sessions.Renew(call.Token!));
    }

    public TestAnswer Logout(TestVisitor visitor, TestRequest call, string id)
    {
        pusher.Close(sessions.Revoke(call.Token), PusherErrorCodes.Unauthorized, "The session has ended.");
        return TestAnswer.Nothing;
    }

    public TestAnswer AuthorizeChannel(TestVisitor visitor, TestRequest call, string id)
    {
        var request = ReadAuthorization(call);
        if (ChannelRules.Check(request) is { } problem) throw new ProblemException(problem);
        var (socket, channel) = (request.SocketId!, request.ChannelName!);
        var isOwn = ChannelNames.TryParseConversation(channel, out var conversation) ? conversations.Find(conversation)?.Visitor == visitor
            : ChannelNames.TryParseVisitor(channel, out var own) && own == visitor.Id;
        if (!isOwn) throw new ProblemException(ChannelRules.NotAllowed);
        sessions.Attach(call.Token, socket);
        return TestAnswer.Json(new() { Auth = PusherSignature.SignChannel(realtime.Key, pusherSecret, socket, channel) }, LivecallerJson.Default.ChannelAuthorization);
    }

    private static ChannelAuthorizationRequest ReadAuthorization(TestRequest call)
    {
        if (call.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return call.Read(LivecallerJson.Default.ChannelAuthorizationRequest);
        var form = call.ReadForm();
        return new() { SocketId = form.GetValueOrDefault("socket_id"), ChannelName = form.GetValueOrDefault("channel_name") };
    }

    // A profile update must never turn one visitor into another.
    private static void Apply(TestVisitor visitor, IdentityClaims claims)
    {
        if (claims.Subject != visitor.UserId) throw new ProblemException(VisitorRules.AnotherVisitor);
        visitor.Apply(claims);
    }

    private static TestAnswer Session(VisitorSession session) => TestAnswer.Json(session, LivecallerJson.Default.VisitorSession);
}

using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The visitor part of the contract. Called under the server's lock.</summary>
internal sealed class WidgetApi(
    WidgetConfiguration widget, string pusherSecret, TestSessions sessions, IdentityTokens tokens, ConversationDesk desk, AttachmentShelf shelf, UploadShelf uploads,
    FaultPlan faults)
{
    public TestAnswer Answer(TestRequest call) => (call.Method, call.Segments) switch
    {
        ("GET", ["v1", "widget"]) => Configuration(call),
        ("GET", ["v1", "attachments", var id]) => Download(call, id),
        (var method, ["v1", "widget", .. var path]) => Answer(RequireWidget(call), method, path),
        _ => throw NoSuchCall(call),
    };

    private TestAnswer Answer(TestRequest call, string method, string[] path) => (method, path) switch
    {
        ("POST", ["auth", "login"]) => Login(call),
        ("GET", ["auth", "visitor"]) => Renew(call),
        ("PATCH", ["auth", "visitor"]) => Update(call),
        ("POST", ["auth", "logout"]) => Logout(call),
        ("POST", ["broadcasting", "auth"]) => AuthorizeChannel(call),
        ("POST", ["attachments"]) when !UploadCalls.IsCreation(call) => Upload(call),
        (_, ["attachments", ..]) => new UploadCalls(uploads, desk, faults, sessions.Authenticate(call.Token), call).Answer(method, path[1..])
            ?? throw NoSuchCall(call),
        (_, ["conversations", ..]) => new ConversationCalls(desk, sessions.Authenticate(call.Token), call).Answer(method, path[1..])
            ?? throw NoSuchCall(call),
        ("POST", ["callbacks"]) => RequestCallback(call),
        _ => throw NoSuchCall(call),
    };

    private TestAnswer RequestCallback(TestRequest call)
    {
        var (conversation, isNew) = desk.RequestCallback(sessions.Authenticate(call.Token), call.Read(LivecallerJson.Default.CallbackRequest));
        return TestAnswer.Json(new(desk.ToPayload(conversation)), LivecallerJson.Default.DataEnvelopeConversationPayload, isNew);
    }

    private TestAnswer Configuration(TestRequest call) => (call.Query("widget_id") ?? call.Widget) == widget.Id.Value
        ? TestAnswer.Json(new(widget), LivecallerJson.Default.DataEnvelopeWidgetConfiguration)
        : throw RefusalException.Because(404, $"There is no widget {call.Query("widget_id")}.");

    private TestAnswer Login(TestRequest call)
    {
        var request = call.Read(LivecallerJson.Default.VisitorLoginRequest);
        var claims = request.JwtToken is { } token ? tokens.Check(token) : null;
        return TestAnswer.Json(sessions.Open(sessions.Identify(claims)), LivecallerJson.Default.VisitorSession);
    }

    private TestAnswer Renew(TestRequest call)
    {
        var visitor = sessions.Authenticate(call.Token);
        if (call.Query("jwt_token") is { Length: > 0 } token) TakeOver(visitor, tokens.Check(token));
        return TestAnswer.Json(sessions.Renew(call.Token!), LivecallerJson.Default.VisitorSession);
    }

    private TestAnswer Update(TestRequest call)
    {
        var visitor = sessions.Authenticate(call.Token);
        var token = call.Read(LivecallerJson.Default.VisitorUpdateRequest).JwtToken
            ?? throw RefusalException.Invalid("jwt_token", "The identity token is missing.");
        TakeOver(visitor, tokens.Check(token));
        return TestAnswer.Json(sessions.Renew(call.Token!), LivecallerJson.Default.VisitorSession);
    }

    // A profile update must never turn one visitor into another.
    private static void TakeOver(TestVisitor visitor, IdentityClaims claims)
    {
        if (claims.Subject != visitor.UserId)
            throw RefusalException.Invalid("jwt_token", "The token is another user's: log in with it instead.");
        visitor.TakeOver(claims);
    }

    private TestAnswer Logout(TestRequest call)
    {
        sessions.Revoke(call.Token);
        return TestAnswer.Nothing;
    }

    private TestAnswer AuthorizeChannel(TestRequest call)
    {
        var visitor = sessions.Authenticate(call.Token);
        var request = ReadAuthorization(call);
        if (request.SocketId is not { Length: > 0 } socket) throw RefusalException.Invalid("socket_id", "The socket's id is missing.");
        if (request.ChannelName is not { Length: > 0 } channel) throw RefusalException.Invalid("channel_name", "The channel's name is missing.");
        var isOwn = ChannelNames.TryParseConversation(channel, out var conversation) ? desk.Find(conversation)?.Visitor == visitor
            : ChannelNames.TryParseVisitor(channel, out var id) && id == visitor.Id;
        if (!isOwn) throw RefusalException.Because(403, $"The channel {channel} is not this visitor's.");
        var auth = PusherSignature.SignChannel(widget.Realtime.Key, pusherSecret, socket, channel);
        return TestAnswer.Json(new() { Auth = auth }, LivecallerJson.Default.ChannelAuthorization);
    }

    private static ChannelAuthorizationRequest ReadAuthorization(TestRequest call)
    {
        if (call.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return call.Read(LivecallerJson.Default.ChannelAuthorizationRequest);
        var form = call.ReadForm();
        return new() { SocketId = form.GetValueOrDefault("socket_id"), ChannelName = form.GetValueOrDefault("channel_name") };
    }

    private TestAnswer Upload(TestRequest call)
    {
        var visitor = sessions.Authenticate(call.Token);
        var file = MultipartFile.Read(call.Body, call.ContentType);
        if (faults.TakeUploadBreak(0, file.Content.Length) is not null) throw UploadCalls.Broken();
        var stored = shelf.Add(visitor, file.Name, file.ContentType, file.Content, file.Recording);
        return TestAnswer.Json(new(stored), LivecallerJson.Default.DataEnvelopeAttachmentPayload, isNew: true);
    }

    private TestAnswer Download(TestRequest call, string id)
    {
        var (contentType, content) = shelf.Open(id, call.Query("expires"), call.Query("signature"));
        return new(200, content, contentType);
    }

    private TestRequest RequireWidget(TestRequest call) => call.Widget == widget.Id.Value
        ? call
        : throw RefusalException.Because(404, $"There is no widget \"{call.Widget}\": the header X-LC-Widget must name one.");

    private static RefusalException NoSuchCall(TestRequest call) => RefusalException.Because(404, $"There is no call {call.Method} {call.Path}.");
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Protocol;
using Livecaller.Testing.Http;
using Livecaller.Testing.Server;

namespace Livecaller.Tests.Fakes;

/// <summary>
/// The other end of the HTTP calls, which a test can make misbehave. Conversations and files are those of <c>Livecaller.Testing</c>;
/// sessions are scripted: a token says whose it is, and holds until the test refuses it.
/// </summary>
internal sealed partial class WidgetServer : HttpMessageHandler
{
    private static readonly OperatorSummary Operator = new() { Id = new("s"), Name = "Nino" };

    private readonly Lock _lock = new();
    private readonly ServerTime _time;
    private readonly List<string> _requests = [];
    private readonly Dictionary<string, TestVisitor> _visitors = [];
    private readonly RouteTable _routes = new();
    private readonly Broadcasts _broadcasts = new();
    private readonly TestAttachments _attachments;
    private readonly TestConversations _conversations;
    private int _next;

    public WidgetServer(TimeProvider time)
    {
        _time = new(time);
        var widget = JsonSerializer.Deserialize(Widget, LivecallerJson.Default.DataEnvelopeWidgetConfiguration)!.Data;
        _attachments = new(new("http://chat.test/"), "secret", widget, new NumberedIds(_time, "a"), _time);
        _conversations = new(_attachments, widget, _broadcasts, new NumberedIds(_time, "c"), _time);
        var conversations = new ConversationCalls(_conversations);
        var uploads = new UploadCalls(_attachments, new(_time));
        Map("GET", "conversations", conversations.List);
        Map("POST", "conversations", conversations.Start);
        Map("GET", "conversations/{id}", conversations.Get);
        Map("GET", "conversations/{id}/messages", conversations.Messages);
        Map("POST", "conversations/{id}/messages", conversations.Send);
        Map("GET", "conversations/{id}/events", conversations.Events);
        Map("POST", "conversations/{id}/close", conversations.Close);
        // What these change is scripted by the tests that want it.
        Map("POST", "conversations/{id}/read", (_, _, _) => TestAnswer.Nothing);
        Map("POST", "conversations/{id}/typing", (_, _, _) => TestAnswer.Nothing);
        Map("POST", "conversations/{id}/feedback", (_, _, _) => TestAnswer.Nothing);
        Map("PUT", "conversations/{id}/email", (_, _, _) => TestAnswer.Nothing);
        Map("POST", "conversations/{id}/transcript", (_, _, _) => TestAnswer.Accepted);
        Map("POST", "attachments", (v, c, id) => UploadCalls.Answer(c, () => uploads.Create(v, c, id)));
        Map("HEAD", "attachments/{id}", (v, c, id) => UploadCalls.Answer(c, () => uploads.Head(v, c, id)));
        Map("PATCH", "attachments/{id}", (v, c, id) => UploadCalls.Answer(c, () => uploads.Patch(v, c, id)));
        Map("DELETE", "attachments/{id}", (v, c, id) => UploadCalls.Answer(c, () => uploads.Delete(v, c, id)));
        Map("GET", "attachments/{id}", uploads.Get);
    }

    /// <summary>Gives another answer than the real one; null leaves it.</summary>
    public Func<HttpRequestMessage, string, Task<HttpResponseMessage?>>? Intercept { get; set; }

    /// <summary>The session token that was given last.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The life of session tokens, in seconds.</summary>
    public long ExpiresIn { get; set; } = 1000;

    /// <summary>Session tokens that have expired.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    public int Count(string part) => Requests.Count(r => r.Contains(part, StringComparison.Ordinal));

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, string type = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static HttpResponseMessage Problem(HttpStatusCode status, string detail) =>
        Answer(status, new JsonObject { ["status"] = (int)status, ["detail"] = detail }.ToJsonString(), "application/problem+json");

    public static HttpResponseMessage Invalid(string field, string reason) =>
        Answer(HttpStatusCode.UnprocessableEntity, new JsonObject { ["status"] = 422, ["errors"] = new JsonObject { [field] = new JsonArray(reason) } }.ToJsonString(),
            "application/problem+json");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var bytes = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var isUpload = request.RequestUri!.AbsolutePath.StartsWith("/v1/widget/attachments", StringComparison.Ordinal);
        var body = isUpload ? "" : Encoding.UTF8.GetString(bytes);
        lock (_lock) _requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery} {request.Headers.Authorization} {body}");
        if (Intercept is { } intercept && await intercept(request, body) is { } other) return other;
        lock (_lock) return Respond(request, bytes, body);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, byte[] bytes, string body)
    {
        Assert.Equal("w1", request.Headers.GetValues("X-LC-Widget").Single());
        var path = request.RequestUri!.AbsolutePath["/v1/widget".Length..];
        if (path == "") return Answer(HttpStatusCode.OK, Widget);
        if (path == "/availability") return Answer(HttpStatusCode.OK, """{"data":{"operators":[],"answer_seconds":null,"place_seconds":null}}""");
        if (path == "/auth/login") return Login(JsonNode.Parse(body)!["jwt_token"]?.GetValue<string>());
        if (request.Headers.Authorization?.Parameter is not { } token || Refused.Contains(token)) return Problem(HttpStatusCode.Unauthorized, "no token");
        return path switch
        {
            "/broadcasting/auth" => Answer(HttpStatusCode.OK, """{"auth":"key:signature"}"""),
            "/auth/logout" => new(HttpStatusCode.NoContent),
            "/auth/visitor" => Renew(request, body, VisitorOf(token)),
            _ => _routes.Answer(new TestRequest(request, bytes)).ToResponse(request),
        };
    }

    private void Map(string method, string path, WidgetRoutes.VisitorCall handler) =>
        _routes.Map(method, "v1/widget/" + path, (call, id) => handler(Visitor(VisitorOf(call.Token!)), call, id));

    private HttpResponseMessage Login(string? jwt) => Session(jwt ?? "anonymous", jwt, jwt ?? "anonymous");

    private HttpResponseMessage Renew(HttpRequestMessage request, string body, string visitor)
    {
        Assert.Empty(request.RequestUri!.Query);
        if (request.Method != HttpMethod.Patch) return Session(visitor, visitor == "anonymous" ? null : visitor, visitor);
        return JsonNode.Parse(body)!["jwt_token"]!.GetValue<string>() == visitor
            ? Session(visitor, visitor, "renamed")
            : Problem((HttpStatusCode)422, "It stands for another visitor than this session.");
    }

    private HttpResponseMessage Session(string visitor, string? userId, string name)
    {
        Token = $"{visitor}-{++_next}";
        return Answer(HttpStatusCode.OK, new JsonObject
        {
            ["data"] = new JsonObject { ["uuid"] = "session", ["visitor"] = new JsonObject { ["uuid"] = visitor, ["user_id"] = userId, ["name"] = name } },
            ["auth"] = new JsonObject { ["access_token"] = Token, ["token_type"] = "Bearer", ["expires_in"] = ExpiresIn },
        }.ToJsonString());
    }

    private static string VisitorOf(string token) => token.Split('-')[0];

    private TestVisitor Visitor(string name) => _visitors.TryGetValue(name, out var known) ? known : _visitors[name] = new(new(name), name);

    private const string Widget = """
        {"data":{"id":"w1","name":"Shop","accepted_extensions":["png","txt","webm"],"departments":[{"id":"d1","display_name":"Sales"}],"max_attachment_bytes":100000000,
        "realtime":{"key":"k","host":"chat.test","port":443,"scheme":"wss","path":"","auth_endpoint":"http://chat.test/v1/widget/broadcasting/auth"}}}
        """;

    /// <summary>Ids that a test can foresee: c1, c2, …</summary>
    private sealed class NumberedIds(TimeProvider time, string prefix) : TestIds(time)
    {
        private int _count;

        public override string Next() => $"{prefix}{++_count}";
    }

    /// <summary>The clock of the test, which often stands still, and a shift by which conversations can begin one after the other.</summary>
    private sealed class ServerTime(TimeProvider time) : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Shift;
    }

    /// <summary>Keeps what would be broadcast: the tests hand it to their scripted sockets.</summary>
    private sealed class Broadcasts : IBroadcaster
    {
        public string Last { get; private set; } = "";

        public void Broadcast(IReadOnlyList<string> channels, string eventName, JsonElement data) => Last = data.GetRawText();
    }
}

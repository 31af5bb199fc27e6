using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Protocol;

namespace Livecaller.Tests.Fakes;

/// <summary>The other end of the HTTP calls: a small widget API in memory that a test can make misbehave.</summary>
internal sealed partial class WidgetServer(TimeProvider time) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Log> _logs = [];
    private readonly List<string> _requests = [];
    private int _next;

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

    /// <summary>Begins a conversation.</summary>
    public string Begin(string visitor, params string[] operatorMessages)
    {
        lock (_lock)
        {
            var id = $"c{_logs.Count + 1}";
            _logs[id] = new(id, visitor, time.GetUtcNow().AddSeconds(_logs.Count));
            Append(id, "conversation.started", Conversation(id));
            foreach (var text in operatorMessages) Say(id, text);
            return id;
        }
    }

    /// <summary>An operator says something; gives the payload that is broadcast.</summary>
    public string Say(string id, string text, string sender = "operator") => Say(id, $"m{Interlocked.Increment(ref _next)}", text, sender);

    public string Say(string id, string messageId, string text, string sender)
    {
        lock (_lock) return Append(id, "conversation.message", Message(id, messageId, text, sender));
    }

    public string Append(string id, string type, JsonObject data)
    {
        lock (_lock)
        {
            var log = _logs[id];
            data["sequence"] = log.Events.Count + 1;
            data["conversation_id"] = id;
            log.Events.Add((type, data.ToJsonString()));
            return data.ToJsonString();
        }
    }

    /// <summary>The texts of all stored messages, in their order.</summary>
    public string[] TextsOf(string id)
    {
        lock (_lock)
        {
            return [.. _logs.TryGetValue(id, out var log)
                ? log.Events.Where(e => e.Type == "conversation.message").Select(e => JsonNode.Parse(e.Data)!["content"]!.GetValue<string>())
                : []];
        }
    }

    public string CloseConversation(string id)
    {
        lock (_lock)
        {
            _logs[id].Closed = true;
            return Append(id, "conversation.closed", new() { ["id"] = id, ["closed_by"] = "operator", ["closed_at"] = Now });
        }
    }

    /// <summary>As an operator does; gives the payload that is broadcast.</summary>
    public string Reopen(string id)
    {
        lock (_lock)
        {
            _logs[id].Closed = false;
            var payload = Conversation(id);
            payload["last_sequence"] = _logs[id].Events.Count + 1;
            return Append(id, "conversation.updated", payload);
        }
    }

    private string Now => time.GetUtcNow().UtcDateTime.ToString(UtcMillisecondsConverter.Format, null);

    public JsonObject Conversation(string id)
    {
        var log = _logs[id];
        return new()
        {
            ["id"] = id,
            ["status"] = log.Closed ? "closed" : "queued",
            ["created_at"] = log.CreatedAt.UtcDateTime.ToString(UtcMillisecondsConverter.Format, null),
            ["last_sequence"] = log.Events.Count,
            ["unread_count"] = log.Events.Count(e => e.Data.Contains("\"type\":\"operator\"", StringComparison.Ordinal)),
            ["channel"] = $"private-conversation.{id}",
        };
    }

    public JsonObject Message(string id, string messageId, string text, string sender) => new()
    {
        ["id"] = messageId,
        ["conversation_id"] = id,
        ["sequence"] = 0,
        ["sender"] = new JsonObject { ["type"] = sender, ["id"] = "s" },
        ["content"] = text,
        ["created_at"] = Now,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var bytes = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var body = IsUpload(request) ? "" : Encoding.UTF8.GetString(bytes);
        lock (_lock) _requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery} {request.Headers.Authorization} {body}");
        if (Intercept is { } intercept && await intercept(request, body) is { } other) return other;
        lock (_lock) return IsUpload(request) ? RespondToUpload(request, bytes) : Respond(request, body);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, string body)
    {
        Assert.Equal("w1", request.Headers.GetValues("X-LC-Widget").Single());
        var path = request.RequestUri!.AbsolutePath["/v1/widget".Length..];
        if (path == "") return Answer(HttpStatusCode.OK, Widget);
        if (path == "/auth/login") return Login(JsonNode.Parse(body)!["jwt_token"]?.GetValue<string>());
        if (request.Headers.Authorization?.Parameter is not { } token || Refused.Contains(token)) return Problem(HttpStatusCode.Unauthorized, "no token");
        var visitor = token.Split('-')[0];
        if (path == "/broadcasting/auth") return Answer(HttpStatusCode.OK, """{"auth":"key:signature"}""");
        if (path == "/auth/logout") return new(HttpStatusCode.NoContent);
        if (path == "/auth/visitor") return Renew(request, visitor);
        if (path == "/conversations") return request.Method == HttpMethod.Get ? List(visitor, request.RequestUri) : Start(visitor, JsonNode.Parse(body)!);
        var parts = path.Split('/');
        return OfConversation(request, parts[2], parts.ElementAtOrDefault(3) ?? "", body, visitor);
    }

    private HttpResponseMessage OfConversation(HttpRequestMessage request, string id, string call, string body, string visitor)
    {
        if (!_logs.TryGetValue(id, out var log) || log.Visitor != visitor) return Problem(HttpStatusCode.NotFound, "no such conversation");
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query);
        switch (call)
        {
            case "":
                return Answer(HttpStatusCode.OK, new JsonObject { ["data"] = Conversation(id) }.ToJsonString());
            case "events":
                var after = int.Parse(query["after"]!, null);
                var page = log.Events.Select((e, i) => (e, Sequence: i + 1)).Where(e => e.Sequence > after).Take(int.Parse(query["limit"]!, null));
                return Answer(HttpStatusCode.OK, new JsonObject
                {
                    ["data"] = new JsonArray([.. page.Select(e => new JsonObject
                    {
                        ["sequence"] = e.Sequence,
                        ["type"] = e.e.Type,
                        ["data"] = JsonNode.Parse(e.e.Data),
                        ["created_at"] = Now,
                    })]),
                    ["last_sequence"] = log.Events.Count,
                }.ToJsonString());
            case "messages" when request.Method == HttpMethod.Get:
                var messages = log.Events.Where(e => e.Type == "conversation.message").Select(e => JsonNode.Parse(e.Data)!).ToList();
                return Answer(HttpStatusCode.OK, new JsonObject { ["data"] = new JsonArray([.. PageOf(messages, query)]) }.ToJsonString());
            case "messages":
                return Answer(HttpStatusCode.Created, $$"""{"data":{{Store(id, JsonNode.Parse(body)!)}}}""");
            case "close":
                CloseConversation(id);
                return Answer(HttpStatusCode.OK, new JsonObject { ["data"] = Conversation(id) }.ToJsonString());
            default:
                return new(HttpStatusCode.NoContent);
        }
    }

    private static List<JsonNode> PageOf(List<JsonNode> messages, System.Collections.Specialized.NameValueCollection query)
    {
        static long SequenceOf(JsonNode message) => message["sequence"]!.GetValue<long>();

        var limit = int.Parse(query["limit"]!, null);
        if (query["after"] is { } after) return [.. messages.Where(m => SequenceOf(m) > long.Parse(after, null)).Take(limit)];
        if (query["around"] is { } around)
        {
            var place = messages.FindIndex(m => m["id"]!.GetValue<string>() == around);
            return place < 0 ? [] : [.. messages.Skip(place - (limit / 2)).Take(limit)];
        }

        return [.. messages.Where(m => SequenceOf(m) < long.Parse(query["before"] ?? "1000000", null)).TakeLast(limit)];
    }

    private string Store(string id, JsonNode message)
    {
        var messageId = message["id"]!.GetValue<string>();
        var stored = _logs[id].Events.FirstOrDefault(e => e.Data.Contains($"\"{messageId}\"", StringComparison.Ordinal)).Data;
        return stored ?? Say(id, messageId, message["content"]!.GetValue<string>(), "visitor");
    }

    private HttpResponseMessage Start(string visitor, JsonNode body)
    {
        var message = body["message"]!;
        var id = _logs.Values.FirstOrDefault(l => l.Events.Any(e => e.Data.Contains(message["id"]!.ToJsonString(), StringComparison.Ordinal)))?.Id;
        id ??= Begin(visitor);
        Store(id, message);
        return Answer(HttpStatusCode.Created, new JsonObject { ["data"] = Conversation(id) }.ToJsonString());
    }

    private HttpResponseMessage List(string visitor, Uri address)
    {
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        var own = _logs.Values.Where(l => l.Visitor == visitor).Reverse();
        if (query["before"] is { } before) own = own.SkipWhile(l => l.Id != before).Skip(1);
        var page = own.Take(int.Parse(query["limit"]!, null)).Select(l => Conversation(l.Id));
        return Answer(HttpStatusCode.OK, new JsonObject { ["data"] = new JsonArray([.. page]) }.ToJsonString());
    }

    private HttpResponseMessage Login(string? jwt) => Session(jwt ?? "anonymous", jwt, jwt ?? "anonymous");

    private HttpResponseMessage Renew(HttpRequestMessage request, string visitor)
    {
        if (request.Method == HttpMethod.Patch) return Session(visitor, visitor, "renamed");
        var jwt = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["jwt_token"];
        if (jwt is not null && jwt != visitor) return Problem((HttpStatusCode)422, "It stands for another visitor than this session.");
        return Session(visitor, visitor == "anonymous" ? null : visitor, visitor);
    }

    private HttpResponseMessage Session(string visitor, string? userId, string name)
    {
        Token = $"{visitor}-{++_next}";
        return Answer(HttpStatusCode.OK, new JsonObject
        {
            ["data"] = new JsonObject { ["uuid"] = "session", ["visitor"] = Visitor(visitor, userId, name) },
            ["auth"] = new JsonObject { ["access_token"] = Token, ["token_type"] = "Bearer", ["expires_in"] = ExpiresIn },
        }.ToJsonString());
    }

    private static JsonObject Visitor(string uuid, string? userId, string name) => new() { ["uuid"] = uuid, ["user_id"] = userId, ["name"] = name };

    private const string Widget = """
        {"data":{"id":"w1","name":"Shop","realtime":{"key":"k","host":"chat.test","port":443,"scheme":"wss","path":"","auth_endpoint":"http://chat.test/v1/widget/broadcasting/auth"}}}
        """;

    private sealed record Log(string Id, string Visitor, DateTimeOffset CreatedAt)
    {
        public List<(string Type, string Data)> Events { get; } = [];
        public bool Closed { get; set; }
    }
}

using System.Net;
using System.Text;

namespace Livecaller.Bench.Dispatch;

/// <summary>Responds to the calls of a client that only listens, without network or log.</summary>
internal sealed class MemoryServer : HttpMessageHandler
{
    private const string Widget =
        """{"data":{"id":"bench","name":"Bench","realtime":{"key":"k","host":"chat.test","port":443,"scheme":"wss","path":"","auth_endpoint":"http://chat.test/v1/widget/broadcasting/auth"}}}""";
    private const string Session =
        """{"data":{"uuid":"s","visitor":{"uuid":"v","user_id":"u","name":"Ann"}},"auth":{"access_token":"t","token_type":"Bearer","expires_in":7776000}}""";
    private const string Conversations =
        $$"""{"data":[{"id":"{{RecordedFrames.Conversation}}","status":"active","created_at":"2026-03-01T09:30:00.000Z","last_sequence":0,"unread_count":0,"channel":"private-conversation.{{RecordedFrames.Conversation}}"}]}""";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath["/v1/widget".Length..];
        var body = path switch
        {
            "" => Widget,
            "/auth/login" => Session,
            "/broadcasting/auth" => """{"auth":"k:s"}""",
            "/conversations" => Conversations,
            _ when path.EndsWith("/events", StringComparison.Ordinal) => """{"data":[],"last_sequence":0}""",
            _ when path.EndsWith("/messages", StringComparison.Ordinal) => """{"data":[]}""",
            _ => throw new InvalidOperationException($"Unexpected call {request.Method} {path}."),
        };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}

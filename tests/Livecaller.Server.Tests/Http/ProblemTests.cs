using System.Net;
using System.Text;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Http;

public sealed class ProblemTests
{
    // Every call that takes JSON, as far as the router is concerned.
    private static readonly (string Method, string Path, bool IsOperators)[] WithBody =
    [
        ("POST", "/auth/login", false), ("PATCH", "/auth/visitor", false), ("POST", "/conversations", false),
        ("POST", "/conversations/{id}/messages", false), ("POST", "/conversations/{id}/typing", false), ("POST", "/conversations/{id}/read", false),
        ("POST", "/conversations/{id}/feedback", false), ("POST", "/broadcasting/auth", false), ("POST", "/attachments", false),
        ("POST", "/auth/login", true), ("POST", "/conversations/{id}/messages", true), ("POST", "/conversations/{id}/read", true),
        ("POST", "/conversations/{id}/delivered", true),
        ("POST", "/conversations/{id}/assign", true), ("POST", "/broadcasting/auth", true),
    ];

    [Theory]
    [InlineData("no json", "application/json", 422)]
    [InlineData("{", "application/json", 422)]
    [InlineData("[]", "application/json", 422)]
    [InlineData("null", "application/json", 422)]
    [InlineData("\"text\"", "application/json", 422)]
    [InlineData("""{"unknown":1}""", "application/json", 422)]
    [InlineData("""{"\ud800":1}""", "application/json", 422)]
    [InlineData("{}", "text/plain", 415)]
    [InlineData("{}", "application/xml", 415)]
    [InlineData("{}", "no/such/type", 415)]
    [InlineData("{}", null, 415)]
    [InlineData(TooLarge, "application/json", 413)]
    public async Task No_body_makes_the_server_fail(string body, string? type, int status)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        var id = await visitor.StartAsync();
        foreach (var (method, path, isOperators) in WithBody)
        {
            var who = isOperators ? olga : visitor;
            var bytes = body == TooLarge ? new byte[1_100_000] : Encoding.UTF8.GetBytes(body);
            using var content = new ByteArrayContent(bytes);
            if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
            var address = (isOperators ? "/v1/operator" : "/v1/widget") + path.Replace("{id}", id, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
            var answer = await Answer.ReadAsync(await who.Client.SendAsync(request, TestContext.Current.CancellationToken));
            var expected = path == "/attachments" ? 415 : status;
            Assert.True(expected == (int)answer.Status, $"{method} {address} answered {(int)answer.Status}, expected {expected}: {answer.Body}");
        }
    }

    [Theory]
    [InlineData("GET", "/v1", 404)]
    [InlineData("GET", "/v1/", 404)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("POST", "/v1/widget/nothing/here", 404)]
    [InlineData("GET", "/v1/operator/nothing", 404)]
    [InlineData("GET", "/v1/widget/conversations/x/nothing", 404)]
    [InlineData("GET", "/v1/operator/%252e%252e/x", 404)]
    [InlineData("POST", "/v1/widget", 405)]
    [InlineData("DELETE", "/v1/widget/conversations", 405)]
    [InlineData("PUT", "/v1/widget/conversations/x/messages", 405)]
    [InlineData("GET", "/v1/widget/auth/login", 405)]
    [InlineData("PATCH", "/v1/operator/auth/login", 405)]
    [InlineData("DELETE", "/v1/attachments/x", 405)]
    [InlineData("FOO", "/v1/operator/conversations", 405)]
    [InlineData("GET", "/v1/attachments/x", 403)]
    public async Task What_nobody_answers_is_a_problem_document(string method, string path, int status)
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await Answer.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((status, status), ((int)answer.Status, answer.Body.GetProperty("status").GetInt32()));
        Assert.NotEmpty(answer.Body.GetProperty("title").GetString()!);
        if (answer.Status == HttpStatusCode.MethodNotAllowed) Assert.NotEmpty(answer.Response.Content.Headers.Allow);
    }

    private const string TooLarge = "(too large)";
}

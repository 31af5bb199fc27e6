using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Http;

public sealed class WidgetApiTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private static async Task<Chat> AnsweringAsync(Func<HttpResponseMessage> answer)
    {
        var chat = await Chat.StartAsync();
        chat.Server.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(answer());
        return chat;
    }

    [Theory]
    [InlineData("<html>Welcome to the hotel's network</html>", "text/html")]
    [InlineData("""{"data":{"uuid":"s","visi""", "application/json")]
    [InlineData("""{"data":null,"auth":null}""", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("", "application/json")]
    public async Task Answer_that_is_not_the_servers_is_named_as_such(string body, string type)
    {
        await using var chat = await AnsweringAsync(() => WidgetServer.Answer(HttpStatusCode.OK, body, type));
        var e = await Assert.ThrowsAsync<LivecallerUnavailableException>(() => chat.Client.UserLoginAsync("secret", _ct));
        Assert.Contains("v1/widget/auth/login", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_carries_the_problem_and_its_reason()
    {
        await using var chat = await AnsweringAsync(() => WidgetServer.Answer(
            (HttpStatusCode)422, """{"title":"Bad","status":422,"errors":{"jwt_token":["expected a JWT"]}}""", "application/problem+json"));
        var e = await Assert.ThrowsAsync<LivecallerApiException>(() => chat.Client.UserLoginAsync("x", _ct));
        Assert.Equal(("jwt_token: expected a JWT", 422), (e.Reason, (int)e.StatusCode));
    }

    [Fact]
    public async Task Refusal_of_a_proxy_is_told_by_its_status()
    {
        await using var chat = await AnsweringAsync(() => WidgetServer.Answer(HttpStatusCode.BadGateway, "<html>", "text/html"));
        var e = await Assert.ThrowsAsync<LivecallerApiException>(() => chat.Client.UserLoginAsync("x", _ct));
        Assert.Equal("Bad Gateway", e.Reason);
    }

    [Fact]
    public async Task Server_that_never_answers_is_given_up()
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Intercept = async (_, _) =>
        {
            chat.Time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
            throw new OperationCanceledException();
        };
        await Assert.ThrowsAsync<LivecallerUnavailableException>(() => chat.Client.UserLoginAsync("x", _ct));
    }

    [Fact]
    public async Task Widget_is_asked_once_and_a_failure_is_not_kept()
    {
        await using var chat = await AnsweringAsync(() => WidgetServer.Problem(HttpStatusCode.NotFound, "no such widget"));
        await Assert.ThrowsAsync<LivecallerApiException>(() => chat.Client.GetWidgetAsync(_ct));
        chat.Server.Intercept = null;
        await Task.WhenAll(chat.Client.GetWidgetAsync(_ct), chat.Client.GetWidgetAsync(_ct));
        Assert.Equal(2, chat.Server.Count("widget_id=w1"));
    }

    [Fact]
    public async Task Upload_sends_the_file_and_tells_how_far_it_is()
    {
        await using var chat = await Chat.StartAsync();
        List<double> parts = [];
        var upload = new AttachmentUpload { Name = "a.txt", ContentType = "text/plain", Content = new MemoryStream([.. Enumerable.Repeat((byte)'x', 200_000)]) };
        var stored = await chat.Client.UploadAttachmentAsync(upload, new Recorder(parts), _ct);
        Assert.Equal("a1", stored.Id.Value);
        Assert.Equal(1, parts[^1]);
        Assert.Equal(parts.Order(), parts);
    }

    [Fact]
    public async Task Wrong_option_is_named()
    {
        var good = new Chat().Options;
        foreach (var (bad, name) in new[]
        {
            (good with { WidgetId = default }, "WidgetId"),
            (good with { ServerUrl = new("/x", UriKind.Relative) }, "ServerUrl"),
            (good with { ServerUrl = new("ftp://x") }, "ServerUrl"),
            (good with { Language = "no language" }, "Language"),
            (good with { Device = "" }, "Device"),
        })
        {
            var e = await Assert.ThrowsAsync<ArgumentException>(() => LivecallerClient.CreateAsync(bad, _ct));
            Assert.Contains("LivecallerOptions." + name, e.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Recorder(List<double> parts) : IProgress<double>
    {
        public void Report(double value) => parts.Add(value);
    }
}

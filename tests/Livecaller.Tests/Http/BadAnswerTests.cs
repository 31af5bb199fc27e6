using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Http;

/// <summary>What a server, or a proxy before it, can answer that is no answer: on each kind of call, and the chat comes back from it by itself.</summary>
public sealed class BadAnswerTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string, string> BadAnswers()
    {
        TheoryData<string, int, string, string> all = [];
        foreach (var path in (string[])["/widget", "/auth/login", "/conversations", "/events", "/messages", "/broadcasting/auth"])
        {
            all.Add(path, 200, "text/html", "<html>Welcome to the hotel's network</html>");
            all.Add(path, 500, "text/html", "<html>Internal Server Error</html>");
            all.Add(path, 502, "application/json", "<html>");
            all.Add(path, 200, "application/json", """{"data":[{"id":"m1","conver""");
            all.Add(path, 200, "application/json", """{"data":{"x":1},"auth":5,"last_sequence":"many"}""");
            all.Add(path, 200, "application/json", "[null]");
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task Bad_answers_pass_and_nothing_is_lost(string path, int status, string type, string body)
    {
        await using var chat = new Chat { TokenProvider = _ => ValueTask.FromResult<string?>("ann") };
        await chat.CreateAsync();
        chat.Server.Begin("ann", "first");
        var bad = 2;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal) && Interlocked.Decrement(ref bad) >= 0
                ? WidgetServer.Answer((HttpStatusCode)status, body, type) : null);
        _ = chat.ServeSocketsAsync();
        var conversation = await OpenAsync(chat);
        var sending = conversation.SendAndSettleAsync(new() { Content = "mine" });
        await chat.PassUntilAsync(() => sending.IsCompleted && chat.Client.ConnectionState == ConnectionState.Connected, "the message and the connection");
        Assert.Equal(MessageStatus.Sent, (await sending).Status);
        chat.Server.Say("c1", "lost broadcast");
        await chat.Client.PauseAsync(_ct);
        await chat.Client.ResumeAsync(_ct);
        await chat.PassUntilAsync(
            () => chat.HeardOf<ConversationMessageReceived>().Length == 1 && conversation.Snapshot.Messages.Count == 3, "the messages");
        Assert.Equal(["first", "mine", "lost broadcast"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }

    /// <summary>The host tries again, as its own button does.</summary>
    private async Task<Conversation> OpenAsync(Chat chat)
    {
        while (true)
        {
            try
            {
                return await chat.Client.OpenConversationAsync(_ct);
            }
            catch (LivecallerException e)
            {
                Assert.DoesNotContain("<html>", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[null,null]}""")]
    public async Task Null_in_a_list_is_nothing(string body)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        chat.Server.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(WidgetServer.Answer(HttpStatusCode.OK, body));
        Assert.Empty(await chat.Client.ListConversationsAsync(_ct));
    }
}

using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

/// <summary>A refusal of the old token that is handled after a login doesn't end the conversation.</summary>
public sealed class RefusalDuringLoginTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversation_is_followed_although_its_channel_was_refused_before_the_login()
    {
        await using var chat = await Chat.StartAsync();
        chat.Jitter = 0;
        chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var first = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Server.Count("/events?") > 0, "the first catch-up");

        // The next connection is authorized with a token that the server refuses. Before the client handles it, the visitor signs in again.
        var (isBlocked, goOn) = (Signal(), Signal());
        chat.Log.Written = text =>
        {
            if (!text.StartsWith("private-conversation.c1 was refused", StringComparison.Ordinal)) return;
            isBlocked.TrySetResult();
            goOn.Task.Wait(_ct);
        };
        chat.Server.Refused.Add(chat.Server.Token);
        first.Close(null);
        var second = await chat.Sockets.NextAsync();
        second.Establish();
        _ = second.AcceptEverythingAsync();
        await isBlocked.Task.WaitAsync(TimeSpan.FromSeconds(10), _ct);
        var listings = chat.Server.Count("GET /v1/widget/conversations?");
        await chat.Client.UserLoginAsync("ann", _ct);
        await Wait.UntilAsync(() => chat.Server.Count("GET /v1/widget/conversations?") > listings, "the listing after the login");
        await Wait.UntilAsync(() => second.Channels.Contains("private-visitor.ann"), "the visitor's channel");
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _ct);
        goOn.SetResult();

        await Wait.UntilAsync(() => second.Channels.Contains("private-conversation.c1"), "the conversation's channel");
        second.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "hello"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

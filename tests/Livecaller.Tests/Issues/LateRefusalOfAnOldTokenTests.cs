using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>A call that went out with a token that expired, and is refused only after a login has renewed it, must not undo the login.</summary>
public sealed class LateRefusalOfAnOldTokenTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<Chat> SignedInAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        return chat;
    }

    /// <summary>The next call to the path is refused, as late as the test likes.</summary>
    private void RefuseLate(Chat chat, string path, string inBody)
    {
        var refused = 0;
        chat.Server.Intercept = async (r, body) =>
        {
            if (!r.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal) || !body.Contains(inBody, StringComparison.Ordinal)) return null;
            if (Interlocked.Increment(ref refused) > 1) return null;
            _asked.TrySetResult();
            await _answer.Task;
            return WidgetServer.Problem(HttpStatusCode.Unauthorized, "expired");
        };
    }

    private async Task RenewMeanwhileAsync(Chat chat)
    {
        await _asked.Task.WaitAsync(Patience, _ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        _answer.SetResult();
    }

    [Fact]
    public async Task The_visitors_channel_is_subscribed_with_the_new_token()
    {
        await using var chat = await SignedInAsync();
        RefuseLate(chat, "/broadcasting/auth", "private-visitor");
        var socket = await chat.Sockets.NextAsync();
        socket.Establish();
        await RenewMeanwhileAsync(chat);

        string[] channels = [await socket.ExpectSubscribeAsync(), await socket.ExpectSubscribeAsync()];

        Assert.Equal(["private-conversation.c1", "private-visitor.ann"], channels.Order());
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }

    [Fact]
    public async Task The_conversation_is_not_lost()
    {
        await using var chat = await SignedInAsync();
        RefuseLate(chat, "/events", "");
        var socket = await chat.ConnectAsync(2);
        await RenewMeanwhileAsync(chat);

        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "still there?"));
        await chat.HearsAsync<ConversationMessageReceived>(1);

        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }

    [Fact]
    public async Task The_message_is_sent_once()
    {
        await using var chat = await SignedInAsync();
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        RefuseLate(chat, "/messages", "I am Ann");
        var sending = conversation.SendAndSettleAsync(new() { Content = "I am Ann" });
        await RenewMeanwhileAsync(chat);

        Assert.Equal(MessageStatus.Sent, (await sending.WaitAsync(Patience, _ct)).Status);
        Assert.Equal(2, chat.Server.Requests.Count(r => r.StartsWith("POST", StringComparison.Ordinal) && r.Contains("I am Ann", StringComparison.Ordinal)));
    }
}

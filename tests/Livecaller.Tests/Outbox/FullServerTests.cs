using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Outbox;

/// <summary>A server that takes no more files now, from this visitor or from anybody.</summary>
public sealed class FullServerTests
{
    private static readonly byte[] Text = [.. Enumerable.Repeat((byte)'a', 1000)];

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InsufficientStorage)]
    public async Task A_file_waits_as_long_as_the_server_asks_for(HttpStatusCode status)
    {
        await using var chat = await Chat.StartAsync();
        var conversation = await OpenAsync(chat);
        var refused = 0;
        chat.Server.Intercept = (r, _) => Task.FromResult(IsCreation(r) && refused++ == 0 ? Refusal(status, 60) : null);
        var start = chat.Time.GetTimestamp();

        var sending = conversation.SendAndSettleAsync(WithFile());
        await Wait.UntilAsync(() =>
        {
            if (!sending.IsCompleted) chat.Time.Advance(TimeSpan.FromMilliseconds(500));
            return sending.IsCompleted;
        }, "the message");

        Assert.Equal(MessageStatus.Sent, (await sending).Status);
        Assert.True(chat.Time.GetElapsedTime(start) >= TimeSpan.FromSeconds(60));
        Assert.Equal(Text, chat.Server.BytesOf("a.txt"));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InsufficientStorage)]
    public async Task A_file_that_is_not_taken_for_hours_fails_with_the_reason_and_does_not_hold_up_the_next_message(HttpStatusCode status)
    {
        await using var chat = await Chat.StartAsync();
        var conversation = await OpenAsync(chat);
        chat.Server.Intercept = (r, _) => Task.FromResult(IsCreation(r) ? Refusal(status, 20 * 3600) : null);

        var failed = await conversation.SendAndSettleAsync(WithFile());

        Assert.Equal((MessageStatus.Failed, "That is enough for today."), (failed.Status, failed.FailureReason));
        Assert.Equal(MessageStatus.Sent, (await conversation.SendAndSettleAsync(new() { Content = "next" })).Status);
    }

    private static async Task<Conversation> OpenAsync(Chat chat)
    {
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", TestContext.Current.CancellationToken);
        return await chat.Client.OpenConversationAsync(TestContext.Current.CancellationToken);
    }

    private static OutgoingMessage WithFile() =>
        new() { Content = "look", Uploads = [new() { Name = "a.txt", ContentType = "text/plain", Content = new MemoryStream(Text) }] };

    private static bool IsCreation(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/attachments", StringComparison.Ordinal);

    private static HttpResponseMessage Refusal(HttpStatusCode status, int seconds)
    {
        var refusal = WidgetServer.Problem(status, "That is enough for today.");
        refusal.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return refusal;
    }
}

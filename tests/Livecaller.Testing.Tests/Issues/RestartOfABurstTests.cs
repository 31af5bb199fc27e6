using Livecaller.Testing.Tests.Client;

namespace Livecaller.Testing.Tests.Issues;

/// <summary>
/// Messages that were written before the conversation had begun, and are still waiting when the app ends: the answer to the beginning was lost,
/// so that the conversation was learned from the visitor's channel.
/// </summary>
public sealed class RestartOfABurstTests
{
    [Fact]
    public async Task What_waits_at_a_restart_goes_into_the_conversation_that_its_first_message_began()
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        // It is never disposed: the handler inside is the host's own.
        var network = new NoWayFor(options.HttpHandler!, "second");
        await using (var before = await LivecallerClient.CreateAsync(options with { HttpHandler = network }, Chat.Ct))
        {
            await before.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
            var draft = await before.OpenConversationAsync(Chat.Ct);
            await host.UntilAsync(() => host.Subscriptions.Count == 1, cancellationToken: Chat.Ct);
            host.Faults.LoseAnswer("POST /v1/widget/conversations");
            var first = await draft.SendAsync(new() { Content = "first" }, Chat.Ct);
            await draft.SendAsync(new() { Content = "second" }, Chat.Ct);
            await host.UntilAsync(draft.WaitUntilSentAsync(first.Id, Chat.Ct), cancellationToken: Chat.Ct);
        }

        await using var after = await LivecallerClient.CreateAsync(options, Chat.Ct);
        var again = await after.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(
            () => host.Conversations.Sum(c => host.MessagesOf(c.Id).Count) == 2 && again.Snapshot.Messages.All(m => m.Status == MessageStatus.Sent),
            cancellationToken: Chat.Ct);

        Assert.Equal(["first", "second"], host.MessagesOf(Assert.Single(host.Conversations).Id).Select(m => m.Content));
    }

    /// <summary>A network that lets everything through but messages of one text.</summary>
    private sealed class NoWayFor(HttpMessageHandler inner, string text) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content && (await content.ReadAsStringAsync(cancellationToken)).Contains(text, StringComparison.Ordinal))
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The server cannot be reached.");
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

using Livecaller.Testing.Tests.Client;

namespace Livecaller.Testing.Tests.Issues;

/// <summary>
/// An app that starts again catches up with the log, and in the log stood that the visitor had read something on another device: that took
/// the badge away, though newer messages were unread.
/// </summary>
public sealed class UnreadAfterCatchingUpTests
{
    [Fact]
    public async Task What_was_read_before_takes_nothing_from_what_came_after()
    {
        await using var host = new LivecallerTestHost();
        var phone = host.CreateOptions() with { SessionStore = new MemorySessionStore() };
        await using (var first = await LivecallerClient.CreateAsync(phone, Chat.Ct))
        {
            await first.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
            var begun = await first.OpenConversationAsync(Chat.Ct);
            var question = await begun.SendAsync(new() { Content = "Where is my parcel?" }, Chat.Ct);
            await host.UntilAsync(begun.WaitUntilSentAsync(question.Id, Chat.Ct), cancellationToken: Chat.Ct);
        }

        await host.Operator.SaysAsync("I'll look.");
        await using (var desk = await Chat.CreateAsync(host, "ana"))
        {
            var read = await host.UntilAsync(desk.Client.OpenConversationAsync(Chat.Ct), cancellationToken: Chat.Ct);
            await host.UntilAsync(() => read.Snapshot is { Phase: ConversationPhase.Ready, Messages.Count: 2 }, cancellationToken: Chat.Ct);
            await read.MarkReadAsync(Chat.Ct);
        }

        await host.Operator.SaysAsync("It comes tomorrow.");
        await host.Operator.SaysAsync("At nine.");

        await using var again = await LivecallerClient.CreateAsync(phone, Chat.Ct);
        var heard = new List<string>();
        again.Events.On<ConversationMessageReceived>(e => heard.Add(e.Message.Content));
        await again.StartBackgroundEventsAsync(Chat.Ct);
        await host.UntilAsync(() => heard.Count == 3, cancellationToken: Chat.Ct);

        Assert.Equal(2, again.UnreadCount);
    }
}

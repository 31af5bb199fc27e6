using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Inbox;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Operators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Dashboard.Tests.Shell;

public sealed class LiveUpdatesTests : DashboardContext
{
    [Fact]
    public async Task A_browser_that_confirms_nothing_is_sent_one_update_however_much_happens()
    {
        var ana = Desk.Start("Ana", "hello");
        Services.GetRequiredService<OperatorContext>().Begin(DashboardOperatorStub.Nino.Signed(LivecallerRoles.Operator, Desk.SignIn(DashboardOperatorStub.Nino, LivecallerRoles.Operator)));
        var inbox = Services.GetRequiredService<InboxState>();
        using var updated = new SemaphoreSlim(0);
        using var updates = new LiveUpdates(
            Desk.Feed, inbox, Services.GetRequiredService<OpenConversation>(), Services.GetRequiredService<ConversationNotes>(), Services.GetRequiredService<VisitorTyping>(),
            Time, NullLogger<LiveUpdates>.Instance);
        updates.Updated += () => updated.Release();
        updates.Start(static work => work());
        await inbox.RefreshAsync();
        var opened = Desk.Operators.ListCalls;

        Desk.VisitorSays(ana, "first");
        Assert.True(await updated.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken));
        for (var i = 0; i < 100; i++)
        {
            Desk.VisitorSays(ana, "more");
            Time.Advance(LiveUpdates.InboxPause);
        }

        Assert.False(await updated.WaitAsync(TimeSpan.FromMilliseconds(100), Xunit.TestContext.Current.CancellationToken));
        Assert.Equal("first", inbox.Conversations[0].LastMessage!.Content);
        updates.Drawn();
        for (var i = 0; i < 1_000 && !await updated.WaitAsync(TimeSpan.FromMilliseconds(20), Xunit.TestContext.Current.CancellationToken); i++)
            Time.Advance(LiveUpdates.InboxPause);
        Assert.Equal("more", inbox.Conversations[0].LastMessage!.Content);
        Assert.Equal(opened, Desk.Operators.ListCalls);
    }
}

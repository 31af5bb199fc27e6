using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Drafts;
using Livecaller.Server.Team;

namespace Livecaller.Dashboard.Tests.Conversations;

/// <summary>Messages that can be taken back for five seconds.</summary>
public sealed class UndoTests : DashboardContext
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(6);

    public UndoTests() => Desk.Get(Desk.CallAsync((IProfileService s) => s.UpdateAsync(DashboardOperatorStub.Nino.Caller, new() { UndoSend = true })));

    [Fact]
    public void A_message_is_sent_after_its_time_and_takes_the_conversation_then()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Write(app, "good morning");
        app.WaitForElement("[data-lc-undo]");
        Assert.Equal(["hello"], ana.Messages.Select(m => m.Content));
        Assert.Equal(ConversationStatus.Queued, ana.Status);
        Time.Advance(Held);

        app.WaitForAssertion(() => Assert.Equal(["hello", "good morning"], ana.Messages.Select(m => m.Content)));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-undo], .lc-pending")));
        app.WaitForAssertion(() => Assert.Single(app.FindAll(".lc-ours")));
        app.WaitForAssertion(() => Assert.Contains("Mine", app.Find(".lc-inbox [aria-selected=true]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_that_is_taken_back_is_in_its_field_again_and_never_sent()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        Write(app, "good mourning");

        app.WaitForElement("[data-lc-undo]").Click();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-ours")));
        app.WaitForAssertion(() => Assert.Equal("good mourning", Assert.Single(Script.Invocations["editReply"]).Arguments[0]));
        Time.Advance(Held);
        Assert.Equal("good mourning", Desk.Get(Desk.CallAsync((IDraftService s) => s.ReadAsync(DashboardOperatorStub.Nino.Caller, ana.Id))).Reply);
        Assert.Equal(["hello"], ana.Messages.Select(m => m.Content));
    }

    [Fact]
    public void Send_and_close_goes_on_at_once_and_can_be_undone_from_the_next_conversation()
    {
        var (ana, jonas) = (Desk.Start("Ana", "hello"), Desk.Start("Jonas", "hi"));
        var app = OpenOn(ana.Id);
        app.WaitForAssertion(() => Assert.Equal(2, app.FindAll(".lc-item").Count));
        app.Find("[data-lc-text]").Input("bye");
        app.Find("[data-lc-send-close]").Click();

        app.WaitForElement("[data-lc-undo-held]");
        app.WaitForAssertion(() => Assert.Equal("Jonas", app.Find(".lc-head h2").TextContent));
        app.InvokeAsync(() => app.Find("[data-lc-undo-held]").Click());
        app.WaitForAssertion(() => Assert.Equal("Ana", app.Find(".lc-head h2").TextContent));
        app.WaitForAssertion(() => Assert.Equal("bye", app.Find("[data-lc-text]").GetAttribute("value")));
        Time.Advance(Held);
        Assert.Equal((ConversationStatus.Queued, 1), (ana.Status, ana.Messages.Count));

        app.Find("[data-lc-send-close]").Click();
        app.WaitForElement("[data-lc-undo-held]");
        Time.Advance(Held);
        app.WaitForAssertion(() => Assert.Equal(ConversationStatus.Closed, ana.Status));
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(500));
                return app.FindAll("[data-lc-held]").Count == 0;
            },
            DefaultWaitTimeout));
        Assert.Equal(["hello", "bye"], ana.Messages.Select(m => m.Content));
        Assert.Equal(ConversationStatus.Queued, jonas.Status);
    }

    [Fact]
    public void A_circuit_that_ends_leaves_the_message_to_the_server_and_the_next_one_shows_it()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Get(Desk.CallAsync((IDraftService s) => s.HoldAsync(DashboardOperatorStub.Nino.Caller, ana.Id, new() { Id = MessageId.New(Time), Content = "good morning" })));

        var again = OpenOn(ana.Id);
        again.WaitForElement("[data-lc-undo]");
        Time.Advance(Held);

        again.WaitForAssertion(() => Assert.Equal(["hello", "good morning"], ana.Messages.Select(m => m.Content)));
        again.WaitForAssertion(() => Assert.Empty(again.FindAll("[data-lc-undo]")));
    }

    [Fact]
    public void A_message_that_is_refused_at_its_time_says_why_and_can_be_edited()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        Write(app, "good morning");
        app.WaitForElement("[data-lc-undo]");
        Desk.Close(ana, ParticipantType.Visitor);
        Time.Advance(Held);

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(500));
                return app.FindAll(".lc-failed .lc-meta").Any(m => m.TextContent.Contains("closed", StringComparison.Ordinal));
            },
            DefaultWaitTimeout));
        app.Find(".lc-failed [data-lc-undo]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-failed")));
    }

    private static void Write(IRenderedComponent<DashboardApp> app, string text)
    {
        app.Find("[data-lc-text]").Input(text);
        app.Find("[data-lc-composer]").Submit();
    }
}

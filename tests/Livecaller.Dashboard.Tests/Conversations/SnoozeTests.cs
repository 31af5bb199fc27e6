using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class SnoozeTests : DashboardContext
{
    [Fact]
    public void A_conversation_is_snoozed_until_the_visitor_writes_and_brought_back_by_hand()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Take(ana, DashboardOperatorStub.Nino);
        var app = OpenOn(ana.Id);

        app.Find("[data-lc-snooze]").Click();
        app.WaitForElement("[data-lc-until]").Click();

        app.WaitForAssertion(() => Assert.Contains("Snoozed until the visitor writes", app.Find("[data-lc-snoozed]").TextContent, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-snooze-dialog]")));
        Assert.True(ana.Payload.IsSnoozed);
        app.Find("[data-lc-wake]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-snoozed]")));
        Assert.False(ana.Payload.IsSnoozed);
    }

    [Fact]
    public void A_closed_conversation_is_opened_again_and_belongs_to_the_operator()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Close(ana, ParticipantType.Visitor);
        var app = OpenOn(ana.Id);
        Assert.Empty(app.FindAll("[data-lc-snooze]"));

        app.Find("[data-lc-reopen]").Click();

        app.WaitForElement("[data-lc-close]");
        Assert.Equal((ConversationStatus.Active, DashboardOperatorStub.Nino.Id), (ana.Status, ana.Operator?.Id.Value));
    }
}

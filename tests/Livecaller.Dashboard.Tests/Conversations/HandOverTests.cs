using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class HandOverTests : DashboardContext
{
    [Fact]
    public void A_conversation_is_assigned_to_a_colleague_without_a_word_to_the_visitor()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        app.WaitForElement("[data-lc-assign]").Click();
        app.WaitForElement($"[data-lc-target] option[value='o:{DashboardOperatorStub.Luka.Id}']");
        app.Find("[data-lc-target]").Change("o:" + DashboardOperatorStub.Luka.Id);
        app.Find("[data-lc-hand-over] form").Submit();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-hand-over]")));
        Assert.Equal(DashboardOperatorStub.Luka.Id, ana.Payload.Operator!.Id.Value);
        Assert.Single(ana.Messages);
    }

    [Fact]
    public void A_conversation_is_transferred_to_a_department_with_a_note_for_whoever_takes_it()
    {
        var repairs = Desk.AddDepartment("Repairs");
        var ana = Desk.Start("Ana", "hello");
        Desk.Take(ana, DashboardOperatorStub.Nino);
        var app = OpenOn(ana.Id);

        app.WaitForElement("[data-lc-transfer]").Click();
        app.WaitForElement($"[data-lc-target] option[value='d:{repairs.Value}']");
        app.Find("[data-lc-target]").Change("d:" + repairs.Value);
        app.Find("[data-lc-hand-over-note]").Input("The switch is broken");
        app.Find("[data-lc-hand-over] form").Submit();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-hand-over]")));
        Assert.Equal((ConversationStatus.Queued, repairs), (ana.Status, ana.Payload.Department!.Id));
        app.WaitForAssertion(() => Assert.Contains("The switch is broken", app.Find("[data-lc-note-bubble]").TextContent, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Single(Desk.Get(Desk.CallAsync((INoteService s) => s.ListAsync(OperatorCaller.Application, ana.Id, null, null))).Data));
    }

    [Fact]
    public async Task A_colleague_who_was_locked_out_meanwhile_is_refused_in_the_dialog()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        app.WaitForElement("[data-lc-transfer]").Click();
        app.WaitForElement($"[data-lc-target] option[value='o:{DashboardOperatorStub.Luka.Id}']");
        await Desk.ChangeAccountAsync(DashboardOperatorStub.Luka, (accounts, account) => accounts.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue));

        await app.Find("[data-lc-target]").ChangeAsync(new() { Value = "o:" + DashboardOperatorStub.Luka.Id });
        await app.Find("[data-lc-hand-over] form").SubmitAsync();

        app.WaitForAssertion(() => Assert.Contains("locked out", app.Find("[data-lc-hand-over] [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(ConversationStatus.Queued, ana.Status);
    }

    [Fact]
    public void Nobody_chosen_is_told()
    {
        var app = OpenOn(Desk.Start("Ana", "hello").Id);
        app.WaitForElement("[data-lc-transfer]").Click();

        app.WaitForElement("[data-lc-hand-over] form").Submit();

        app.WaitForAssertion(() => Assert.Contains("Choose an operator or a department.", app.Find("[data-lc-hand-over] [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void An_operator_cannot_take_away_what_a_colleague_has()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Take(ana, DashboardOperatorStub.Luka);
        var app = Open("c/" + ana.Id.Value, LivecallerRoles.Operator);
        app.WaitForElement(".lc-log");

        Assert.Empty(app.FindAll("[data-lc-assign], [data-lc-transfer]"));
    }
}

using Bunit;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Drafts;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Conversations;

/// <summary>What was begun, on the server.</summary>
public sealed class DraftTests : DashboardContext
{
    [Fact]
    public void What_is_begun_is_kept_on_the_server_reply_and_note_apart()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        app.Find("[data-lc-text]").Input("good mor");
        app.Find("[data-lc-note-text]").Input("ask the warehouse");
        Assert.Null(Saved(ana).Reply);

        Wait(() => Saved(ana) is { Reply: "good mor", Note: "ask the warehouse" });
    }

    [Fact]
    public void A_circuit_that_ends_saves_what_was_just_written()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        app.Find("[data-lc-text]").Input("good mor");

        app.InvokeAsync(() => Services.GetRequiredService<Drafts>().Dispose());

        Assert.True(SpinWait.SpinUntil(() => Saved(ana).Reply == "good mor", DefaultWaitTimeout));
    }

    [Fact]
    public void A_draft_of_another_device_opens_with_the_conversation_and_is_marked_in_the_list()
    {
        var ana = Desk.Start("Ana", "hello");
        Save(ana, "from the phone");
        Desk.Get(Desk.CallAsync((IDraftService s) => s.SaveAsync(DashboardOperatorStub.Nino.Caller, ana.Id, new() { Note = "ask the warehouse" })));
        var app = Open();

        Assert.Equal("Draft", app.WaitForElement(".lc-item [data-lc-has-draft]").TextContent);
        Services.Navigate("c/" + ana.Id.Value);

        app.WaitForAssertion(() => Assert.Equal("from the phone", app.Find("[data-lc-text]").GetAttribute("value")));
        Assert.Equal("ask the warehouse", app.Find("[data-lc-note-text]").GetAttribute("value"));
    }

    [Fact]
    public void A_draft_is_removed_when_it_was_sent_or_added()
    {
        var ana = Desk.Start("Ana", "hello");
        Save(ana, "good morning");
        var app = OpenOn(ana.Id);
        app.Find("[data-lc-composer]").Submit();
        app.WaitForAssertion(() => Assert.Equal("good morning", ana.Messages[^1].Content));
        Wait(() => Saved(ana).Reply is null);

        app.Find("[data-lc-note-text]").Input("done");
        Wait(() => Saved(ana).Note == "done");
        app.Find("[data-lc-note]").Submit();

        Wait(() => Saved(ana).Note is null);
    }

    private DraftsPayload Saved(DeskConversation conversation) => Desk.Get(Desk.CallAsync((IDraftService s) => s.ReadAsync(DashboardOperatorStub.Nino.Caller, conversation.Id)));

    private void Save(DeskConversation conversation, string reply) =>
        Desk.Get(Desk.CallAsync((IDraftService s) => s.SaveAsync(DashboardOperatorStub.Nino.Caller, conversation.Id, new() { Reply = reply })));

    // The time of the tests does not pass by itself.
    private void Wait(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(200));
            return isSo();
        },
        DefaultWaitTimeout));
}

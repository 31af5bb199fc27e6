using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Notes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class NoteTests : DashboardContext
{
    [Fact]
    public void A_note_is_shown_among_the_messages_and_the_visitor_has_no_message_of_it()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Write(app, "  the box was wet ");

        app.WaitForAssertion(() => Assert.Equal("the box was wet", app.Find("[data-lc-note-bubble] .lc-team-note-text").TextContent.Trim()));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-team-note.lc-pending")));
        Assert.Contains("Only operators see this", app.Find("[data-lc-note-bubble]").TextContent, StringComparison.Ordinal);
        Assert.Equal("the box was wet", Assert.Single(NotesOf(ana)).Content);
        Assert.Single(ana.Messages);
        Assert.Equal(ConversationStatus.Queued, ana.Status);
    }

    [Fact]
    public void A_colleagues_note_appears_at_once_and_stands_where_it_was_written()
    {
        var ana = Desk.Start("Ana", "first");
        var app = OpenOn(ana.Id);
        Time.Advance(TimeSpan.FromMinutes(1));

        Add(ana, DashboardOperatorStub.Luka, "I know her");
        app.WaitForAssertion(() => Assert.Contains("I know her", app.Find("[data-lc-note-bubble]").TextContent, StringComparison.Ordinal));
        Time.Advance(TimeSpan.FromMinutes(1));
        Desk.VisitorSays(ana, "second");

        app.WaitForAssertion(() => Assert.Equal(["first", "I know her", "second"], app.FindAll(".lc-bubble > p, .lc-team-note-text").Select(p => p.TextContent.Trim())));
        Assert.Contains("Luka Okropiridze", app.Find(".lc-team-note-head").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_are_there_when_the_conversation_is_opened_and_gone_in_another()
    {
        var ana = Desk.Start("Ana", "hello");
        var jonas = Desk.Start("Jonas", "hi");
        Add(ana, DashboardOperatorStub.Luka, "about Ana");
        var app = OpenOn(ana.Id);
        app.WaitForElement("[data-lc-note-bubble]");

        Go("c/" + jonas.Id);
        app.WaitForAssertion(() => Assert.Equal(jonas.Id.Value, app.Find("textarea").GetAttribute("data-lc-conversation")));
        Assert.Empty(app.FindAll("[data-lc-note-bubble]"));
        Add(jonas, DashboardOperatorStub.Luka, "about Jonas");

        app.WaitForAssertion(() => Assert.Contains("about Jonas", app.Find("[data-lc-note-bubble]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mention_is_stored_and_marked()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Write(app, "@luka okropiridze can you look?");

        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-team-note.lc-pending")));
        Assert.Equal(DashboardOperatorStub.Luka.Id, Assert.Single(Assert.Single(NotesOf(ana)).Mentions).Id.Value);
        Assert.Equal("@luka okropiridze", app.Find(".lc-mention").TextContent);
    }

    [Fact]
    public async Task A_mention_of_an_operator_who_is_locked_out_is_refused_with_the_name_and_can_be_changed()
    {
        await Desk.ChangeAccountAsync(DashboardOperatorStub.Luka, LockAsync);
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Write(app, "@Luka Okropiridze can you look?");

        app.WaitForAssertion(() => Assert.Contains(
            "Luka Okropiridze is locked out and can't be mentioned.", app.Find(".lc-team-note.lc-failed [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(NotesOf(ana));
        app.Find("[data-lc-edit-note]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-note-bubble]")));
        Assert.Equal("@Luka Okropiridze can you look?", Script.Invocations.Single(i => i.Identifier == "editNote").Arguments[0]);
    }

    [Fact]
    public void Replies_and_notes_have_drafts_of_their_own()
    {
        var ana = Desk.Start("Ana", "hello");
        var jonas = Desk.Start("Jonas", "hi");
        var app = OpenOn(ana.Id);
        app.WaitForElement("[data-lc-text]").Input("to the visitor");
        app.WaitForElement("[data-lc-note-text]").Input("to the team");

        Go("c/" + jonas.Id);
        app.WaitForAssertion(() => Assert.Equal("", app.Find("[data-lc-note-text]").GetAttribute("value")));
        Go("c/" + ana.Id);

        app.WaitForAssertion(() => Assert.Equal("to the team", app.Find("[data-lc-note-text]").GetAttribute("value")));
        Assert.Equal("to the visitor", app.Find("[data-lc-text]").GetAttribute("value"));
    }

    [Fact]
    public void A_closed_conversation_takes_notes()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Close(ana, ParticipantType.Operator);
        var app = OpenOn(ana.Id);
        Assert.Empty(app.FindAll("[data-lc-text]"));

        Write(app, "she will call again");

        app.WaitForAssertion(() => Assert.Single(NotesOf(ana)));
    }

    [Fact]
    public void Markup_and_marks_of_direction_in_a_note_are_text()
    {
        var ana = Desk.Start("Ana", "hello");
        Add(ana, DashboardOperatorStub.Luka, "<b>bold</b> \u202Eevil");

        var app = OpenOn(ana.Id);

        app.WaitForAssertion(() => Assert.Equal("<b>bold</b> evil", app.Find(".lc-team-note-text").TextContent.Trim()));
    }

    private IReadOnlyList<NotePayload> NotesOf(DeskConversation conversation) =>
        Desk.Get(Desk.CallAsync((INoteService s) => s.ListAsync(DashboardOperatorStub.Nino.Caller, conversation.Id, null, null))).Data;

    private void Add(DeskConversation conversation, DashboardOperatorStub who, string text) => Desk.Get(Desk.CallAsync(
        (INoteService s) => s.AddAsync(who.Caller, conversation.Id, new() { Id = Guid.CreateVersion7(Time.GetUtcNow()).ToString(), Content = text })));

    private static Task<IdentityResult> LockAsync(UserManager<Livecaller.Server.Operators.LivecallerOperator> accounts, Livecaller.Server.Operators.LivecallerOperator account) =>
        accounts.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue);

    private static void Write(IRenderedComponent<DashboardApp> app, string text)
    {
        app.WaitForElement("[data-lc-note-text]").Input(text);
        app.WaitForElement("[data-lc-note]").Submit();
    }

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}

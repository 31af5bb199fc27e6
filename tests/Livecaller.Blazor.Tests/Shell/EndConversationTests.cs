using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Shell;

public sealed class EndConversationTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void Ending_is_asked_once_and_then_done()
    {
        var panel = RenderPanel(Open());

        panel.Find(".more button").Click();
        panel.Find("[role=menuitem]").Click();
        Assert.Empty(panel.FindAll("[role=menu]"));
        Assert.Equal("End this conversation?", panel.Find(".ask .words").TextContent);
        Assert.Empty(_script.Done);

        panel.Find(".ask .end").Click();
        Assert.Equal(["end"], _script.Done);
        Assert.Empty(panel.FindAll(".ask"));
    }

    [Fact]
    public void A_visitor_who_changes_their_mind_keeps_the_conversation()
    {
        var panel = RenderPanel(Open());
        panel.Find(".more button").Click();
        panel.Find("[role=menuitem]").Click();

        panel.Find(".ask [data-lc-escape]").Click();

        Assert.Empty(panel.FindAll(".ask"));
        Assert.Empty(_script.Done);
    }

    [Fact]
    public void A_server_that_does_not_end_it_is_said()
    {
        _script.CannotEnd = true;
        var panel = RenderPanel(Open());
        panel.Find(".more button").Click();
        panel.Find("[role=menuitem]").Click();

        panel.Find(".ask .end").Click();

        Assert.Equal("That did not work. Please try again.", panel.Find(".ask .words").TextContent);
        Assert.False(panel.Find(".ask .end").HasAttribute("aria-disabled"));
    }

    [Fact]
    public void What_was_not_begun_or_is_over_cannot_end()
    {
        var context = Open();
        Assert.Empty(RenderPanel(context with { Snapshot = context.Snapshot with { Info = null } }).FindAll(".more"));
        Assert.Empty(RenderPanel(context with { Snapshot = context.Snapshot with { Info = context.Snapshot.Info! with { Status = ConversationStatus.Closed } } }).FindAll(".more"));
    }

    [Fact]
    public void The_question_does_not_outlive_the_open_chat()
    {
        var panel = RenderPanel(Open());
        panel.Find(".more button").Click();
        panel.Find("[role=menuitem]").Click();

        panel.Render(With(Open() with { IsOpen = false }));
        panel.Render(With(Open()));

        Assert.Empty(panel.FindAll(".ask"));
    }

    private ChatContext Open()
    {
        var context = _script.Context(_script.Message(Scripted.Visitor, "Hello", 1));
        var info = new ConversationPayload { Id = new("c"), Status = ConversationStatus.Active, CreatedAt = Scripted.Start, LastSequence = 1, Channel = "c" };
        return context with { Snapshot = context.Snapshot with { Info = info } };
    }
}

using Bunit;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Messages;

public sealed class TypingRowTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void Who_types_on_continues_the_run_so_that_the_dots_stand_where_the_message_will()
    {
        var context = _script.Context(_script.Message(Scripted.Visitor, "Hello", 3), _script.Message(Scripted.Nino, "Hi", 1));
        var panel = RenderPanel(context with { Snapshot = context.Snapshot with { Typing = Scripted.Nino } });

        Assert.Single(panel.FindAll(".typing"));
        // The name, the picture and the time of the run are those of its end, which is the dots.
        Assert.Equal(["You", "Nino"], panel.FindAll(".sender").Select(s => s.TextContent));
        Assert.Single(panel.FindAll(".face .avatar"));
        Assert.Equal(["3 minutes ago"], panel.FindAll("time").Select(t => t.TextContent));
    }

    [Fact]
    public void Who_types_after_somebody_else_begins_a_run_with_a_name_and_a_picture()
    {
        var context = _script.Context(_script.Message(Scripted.Visitor, "Hello", 3));
        var panel = RenderPanel(context with { Snapshot = context.Snapshot with { Typing = Scripted.Nino } });

        Assert.Equal(["You", "Nino"], panel.FindAll(".sender").Select(s => s.TextContent));
        Assert.Equal("N", panel.Find(".face .avatar").TextContent.Trim());
    }

    [Fact]
    public void Typing_that_ends_without_a_message_leaves_the_run_as_it_was()
    {
        var context = _script.Context(_script.Message(Scripted.Nino, "Hi", 1));
        var panel = RenderPanel(context);
        var before = panel.Find(".items").InnerHtml;

        panel.Render(With(context with { Snapshot = context.Snapshot with { Typing = Scripted.Nino } }));
        Assert.NotEqual(before, panel.Find(".items").InnerHtml);
        panel.Render(With(context));

        Assert.Empty(panel.FindAll(".typing"));
        Assert.Equal(["1 minute ago"], panel.FindAll("time").Select(t => t.TextContent));
        Assert.Single(panel.FindAll(".face .avatar"));
    }
}

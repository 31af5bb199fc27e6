using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Settings;

/// <summary>Tags that are changed in all conversations.</summary>
public sealed class TagsPageTests : DashboardContext
{
    [Fact]
    public void A_tag_is_renamed_and_then_removed_everywhere()
    {
        var ana = Tagged("refund", "vip");
        var app = Open("settings/tags");

        app.WaitForElement("[data-lc-tag=refund] [data-lc-rename]").Click();
        app.WaitForElement("[data-lc-tag-name]").Input("Money back");
        app.Find("[data-lc-tag=refund] form").Submit();
        app.WaitForElement("[data-lc-tag='money back']");
        Assert.Equal(["money back", "vip"], ana.Payload.Tags);
        Assert.Equal("Conversations changed: 1", app.Find("[data-lc-tags-said]").TextContent);

        app.Find("[data-lc-tag='money back'] [data-lc-remove]").Click();
        app.WaitForElement("[data-lc-yes]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-tag='money back']")));
        Assert.Equal(["vip"], ana.Payload.Tags);
    }

    [Fact]
    public void A_name_that_is_a_tag_already_says_that_the_two_become_one()
    {
        var (ana, jonas) = (Tagged("refund"), Tagged("money"));
        var app = Open("settings/tags");
        app.WaitForElement("[data-lc-tag=refund] [data-lc-rename]").Click();

        app.WaitForElement("[data-lc-tag-name]").Input(" MONEY ");
        app.WaitForAssertion(() => Assert.Contains("become one", app.Find("[data-lc-merge]").TextContent, StringComparison.Ordinal));
        app.Find("[data-lc-tag=refund] form").Submit();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-tag=refund]")));
        Assert.Equal(["money"], ana.Payload.Tags);
        Assert.Equal(["money"], jonas.Payload.Tags);
    }

    [Fact]
    public void An_operator_sees_the_tags_and_changes_none()
    {
        Tagged("refund");
        var app = Open("settings/tags", LivecallerRoles.Operator);

        app.WaitForElement("[data-lc-tag=refund] a");
        Assert.Empty(app.FindAll("[data-lc-tag=refund] button"));
    }

    private DeskConversation Tagged(params string[] tags)
    {
        var conversation = Desk.Start("Ana", "hello");
        Desk.Get(Desk.CallAsync((INoteService s) => s.SetTagsAsync(DashboardOperatorStub.Luka.Caller, conversation.Id, new() { Tags = tags })));
        return conversation;
    }
}

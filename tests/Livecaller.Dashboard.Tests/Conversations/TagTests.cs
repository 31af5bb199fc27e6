using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Notes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class TagTests : DashboardContext
{
    [Fact]
    public void Tags_are_added_and_removed_and_shown_in_the_list()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        foreach (var tag in (string[])["Refund", "vip", "lamp"])
        {
            app.WaitForElement("[data-lc-tag-input]").Input(tag);
            app.Find("[data-lc-tag-form]").Submit();
            app.WaitForElement($"[data-lc-tag={tag.ToLowerInvariant()}]");
        }

        Assert.Equal(["lamp", "refund", "vip"], ana.Payload.Tags);
        app.WaitForAssertion(() => Assert.Equal(["lamp", "refund", "+1"], app.FindAll(".lc-item .lc-tag:not(.lc-wait)").Select(t => t.TextContent.Trim())));
        app.Find("[data-lc-tag=lamp] button").Click();
        app.WaitForAssertion(() => Assert.Equal(["refund", "vip"], ana.Payload.Tags));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-tag=lamp]")));
    }

    [Fact]
    public void A_tag_of_a_colleague_appears_at_once()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Tag(ana, "refund");

        app.WaitForElement("[data-lc-tag=refund]");
    }

    [Fact]
    public void More_than_twenty_tags_are_refused_with_the_reason()
    {
        var ana = Desk.Start("Ana", "hello");
        Tag(ana, [.. Enumerable.Range(0, 20).Select(i => $"tag{i}")]);
        var app = OpenOn(ana.Id);
        app.WaitForElement("[data-lc-tag=tag19]");

        app.Find("[data-lc-tag-input]").Input("one more");
        app.Find("[data-lc-tag-form]").Submit();

        app.WaitForAssertion(() => Assert.Contains("at most 20", app.Find(".lc-tags-editor [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(20, ana.Payload.Tags.Count);
    }

    [Fact]
    public void The_page_of_the_tags_leads_to_the_conversations_with_one_and_the_filter_is_taken_away_again()
    {
        var (ana, jonas) = (Desk.Start("Ana", "hello"), Desk.Start("Jonas", "hi"));
        Tag(ana, "refund");
        Tag(jonas, "c#/1");
        var app = Open("settings/tags");
        app.WaitForAssertion(() => Assert.Equal(["c#/1", "refund"], app.FindAll("[data-lc-tag]").Select(t => t.GetAttribute("data-lc-tag")!)));
        Assert.Equal("?tag=c%23%2F1", app.Find("[data-lc-tag] a").GetAttribute("href"));

        Services.GetRequiredService<NavigationManager>().NavigateTo("?tag=refund");
        app.WaitForAssertion(() => Assert.Equal("Ana", Assert.Single(app.FindAll(".lc-item .lc-name")).TextContent));
        Assert.Contains("refund", app.Find("[data-lc-tag-filter]").TextContent, StringComparison.Ordinal);
        app.Find("[data-lc-tag-filter] button").Click();

        app.WaitForAssertion(() => Assert.Equal(2, app.FindAll(".lc-item").Count));
        Assert.Empty(app.FindAll("[data-lc-tag-filter]"));
    }

    private void Tag(DeskConversation conversation, params string[] tags) =>
        Desk.Get(Desk.CallAsync((INoteService s) => s.SetTagsAsync(DashboardOperatorStub.Luka.Caller, conversation.Id, new() { Tags = tags })));
}

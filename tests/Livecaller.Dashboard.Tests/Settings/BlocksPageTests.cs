using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Blocks;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Settings;

/// <summary>The visitors and addresses that are blocked.</summary>
public sealed class BlocksPageTests : DashboardContext
{
    [Fact]
    public void An_address_is_blocked_with_the_reason_and_unblocked()
    {
        var app = Open("settings/blocks");

        app.WaitForElement("[data-lc-address]").Input("198.51.100.0/24");
        app.Find("[data-lc-address-reason]").Input("<b>Spam</b>");
        app.Find("[data-lc-block-address]").Submit();
        var row = app.WaitForElement("[data-lc-block-row]");
        Assert.Equal("198.51.100.0/24", row.QuerySelector("code")!.TextContent);
        Assert.Contains("<b>Spam</b>", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nino Beridze", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(TestServer.Start.AddDays(1), Assert.Single(Blocks()).Until);

        app.Find("[data-lc-unblock]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-block-row]")));
        Assert.Empty(Blocks());
    }

    [Fact]
    public void What_is_no_address_is_refused_with_the_reason()
    {
        var app = Open("settings/blocks");

        app.WaitForElement("[data-lc-address]").Input("everybody");
        app.Find("[data-lc-block-address]").Submit();

        app.WaitForAssertion(() => Assert.Contains("everybody", app.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Blocks());
    }

    [Fact]
    public void The_address_of_a_visitor_is_blocked_from_the_panel_by_those_who_may()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        app.WaitForElement("[data-lc-block-open]").Click();
        app.WaitForElement("[data-lc-block-address]").Submit();

        app.WaitForAssertion(() => Assert.NotEqual("", app.Find("[data-lc-block-said]").TextContent));
        Assert.Equal("127.0.0.1", Assert.Single(Blocks()).Address);
    }

    [Fact]
    public void An_operator_who_may_not_block_finds_neither_the_page_nor_the_button()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = Open("c/" + ana.Id.Value, LivecallerRoles.Operator);
        app.WaitForElement("[data-lc-edit-notes]");

        Assert.Empty(app.FindAll("[data-lc-block-open]"));
        Services.Navigate("settings/blocks");
        app.WaitForAssertion(() => Assert.Contains("visitors.block", app.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private IReadOnlyList<Livecaller.Protocol.BlockPayload> Blocks() => Desk.Get(Desk.CallAsync((IBlockService s) => s.ListAsync(OperatorCaller.Application))).Data;
}

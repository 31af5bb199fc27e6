using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Widgets;

public sealed class WidgetPageTests : DashboardContext
{
    [Fact]
    public void The_secret_is_not_in_the_page_until_it_is_asked_for()
    {
        var app = Open("widget");
        app.WaitForAssertion(() => Assert.Contains("wgt_2m5c8", app.Markup, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.DoesNotContain(TestServer.Secret, app.Markup, StringComparison.Ordinal));

        app.WaitForElement("[data-lc-reveal]").Click();
        app.WaitForAssertion(() => Assert.Equal(TestServer.Secret, app.Find("code.lc-secret").TextContent));

        app.WaitForElement("[data-lc-hide]").Click();
        app.WaitForAssertion(() => Assert.DoesNotContain(TestServer.Secret, app.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_replaced_secret_is_shown_with_the_time_that_the_old_one_has_left()
    {
        var app = Open("widget");

        app.WaitForElement("[data-lc-replace-secret]").Click();
        app.WaitForAssertion(() => Assert.Equal("24", app.Find("[data-lc-overlap]").GetAttribute("value")));
        app.Find("[data-lc-overlap]").Change("1");
        app.Find("[data-lc-secret-form]").Submit();

        app.WaitForAssertion(() => Assert.Equal(64, app.Find("code.lc-secret").TextContent.Length));
        Assert.NotEqual(TestServer.Secret, app.Find("code.lc-secret").TextContent);
        Assert.Equal(app.Find("code.lc-secret").TextContent, Desk.Secret);
        Assert.Contains("(1 h left)", app.Find("[data-lc-old-secret]").TextContent, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromMinutes(30));
        app.WaitForAssertion(() => Assert.Contains("(30 min left)", app.Find("[data-lc-old-secret]").TextContent, StringComparison.Ordinal));
        Time.Advance(TimeSpan.FromMinutes(30));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-old-secret]")));
    }

    [Fact]
    public void The_overlap_of_two_secrets_is_ended_before_its_time()
    {
        var app = Open("widget");
        app.WaitForElement("[data-lc-replace-secret]").Click();
        app.WaitForElement("[data-lc-secret-form]").Submit();

        app.WaitForElement("[data-lc-end-old-secret]").Click();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-old-secret]")));
        Assert.Null(Desk.Widget.OldSecretValidUntil);
        Assert.Contains("no longer accepted", app.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_no_administrator_sees_no_secret_and_changes_nothing()
    {
        var app = Open("widget", LivecallerRoles.Operator);

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-reveal], [data-lc-origins]")));
        app.WaitForAssertion(() => Assert.True(app.Find("[data-lc-preview]").HasAttribute("disabled")));
        app.WaitForAssertion(() => Assert.Contains("https://shop.example", app.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Origins_are_saved_line_by_line()
    {
        var app = Open("widget");

        app.WaitForElement("[data-lc-origins]").Input(" https://a.example \n\nhttps://b.example");
        app.WaitForElement(".lc-card form").Submit();

        app.WaitForAssertion(() => Assert.Equal(["https://a.example", "https://b.example"], Desk.Widget.AllowedOrigins));
        app.WaitForAssertion(() => Assert.Contains("Saved", app.Find("form [role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_origin_says_why_and_stays_to_be_corrected()
    {
        var app = Open("widget");

        app.WaitForElement("[data-lc-origins]").Input("shop");
        app.WaitForElement(".lc-card form").Submit();

        app.WaitForAssertion(() => Assert.Contains("received 'shop'.", app.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        // The server writes nothing into the field: what is typed is still there.
        app.WaitForAssertion(() => Assert.Equal("https://shop.example", app.Find("[data-lc-origins]").GetAttribute("value")));
        app.WaitForAssertion(() => Assert.Equal(["https://shop.example"], Desk.Widget.AllowedOrigins));
    }

    [Fact]
    public void The_typing_preview_is_switched()
    {
        var app = Open("widget");

        app.WaitForElement("[data-lc-preview]").Change(false);

        app.WaitForAssertion(() => Assert.False(Desk.Widget.Settings.MessageTypingPreview));
    }

    [Fact]
    public void The_code_names_the_widget_and_never_the_secret()
    {
        var app = Open("widget");
        app.WaitForElement("[data-lc-reveal]").Click();

        var samples = app.FindAll("pre code").Select(c => c.TextContent).ToList();

        app.WaitForAssertion(() => Assert.Equal(5, samples.Count));
        Assert.Contains(samples, s => s.StartsWith("<script src=\"http:", StringComparison.Ordinal)
            && s.EndsWith("data-widget-id=\"wgt_2m5c8\" async></script>", StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Contains(samples, s => s.Contains("<LivecallerApp WidgetId=\"wgt_2m5c8\"", StringComparison.Ordinal)));
        app.WaitForAssertion(() => Assert.DoesNotContain(samples, s => s.Contains(TestServer.Secret, StringComparison.Ordinal)));
        app.WaitForAssertion(() => Assert.All(app.FindAll("[data-lc-copy]"), button => Assert.NotNull(app.Find("#" + button.GetAttribute("data-lc-copy")))));
    }
}

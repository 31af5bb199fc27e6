using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Fakes;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>What strangers write is shown to operators without characters that make it look like something else.</summary>
public sealed class HostileTextTests : DashboardContext
{
    // Overrides and embeddings, marks and isolates, joiners in Latin words, blank letters, tags, private use.
    private const string Hostile = "\u202E\u202A\u200B\u2060\uFEFF\u3164\u2800\u00AD\U000E0041\uE000";

    [Fact]
    public void A_name_of_another_direction_reads_as_it_is_everywhere()
    {
        var ana = Desk.Start($"{Hostile}rotarepO", "hello");
        ana.Department = new(new("sales"), $"Sa{Hostile}les");
        Desk.Take(ana, DashboardOperatorStub.Nino);

        var app = OpenOn(ana.Id);
        app.Find("[data-lc-close]").Click();

        Assert.Equal("rotarepO", app.Find(".lc-head h2").TextContent);
        Assert.Equal("rotarepO", app.Find(".lc-visitor h3").TextContent);
        Assert.Contains("\u2068rotarepO\u2069", app.Find("#lc-close-text").TextContent, StringComparison.Ordinal);
        Assert.Equal("Sales", app.Find(".lc-head .lc-tag").TextContent);
        Assert.Equal("R", app.Find(".lc-visitor .lc-avatar").TextContent);
        AssertClean(app);
    }

    [Fact]
    public void A_name_of_invisible_characters_is_an_anonymous_visitor()
    {
        var ana = Desk.Start(Hostile, "hello");

        var app = OpenOn(ana.Id);

        Assert.Matches("^Visitor [0-9]{4}$", app.Find(".lc-head h2").TextContent);
        Assert.Equal("V", app.Find(".lc-visitor .lc-avatar").TextContent);
    }

    [Fact]
    public void Messages_quotes_previews_and_files_are_cleaned()
    {
        var ana = Desk.Start("Ana");
        var first = Desk.VisitorSays(ana, $"pay{Hostile} here");
        Desk.OperatorSays(ana, DashboardOperatorStub.Nino, "what?", new() { Id = first.Id, Content = first.Content, Sender = first.Sender with { Name = $"An{Hostile}a" } });
        Desk.VisitorSays(ana, "", new AttachmentPayload { Id = new("a"), Name = $"invoice{Hostile}gnp.exe", MimeType = "application/pdf", Size = 1, Url = "/a" });

        var app = OpenOn(ana.Id);
        app.WaitForAssertion(() => Assert.Equal("invoicegnp.exe", app.Find(".lc-item .lc-preview").TextContent));
        Desk.VisitorTypes(ana, $"I ty{Hostile}pe");

        app.WaitForAssertion(() => Assert.Equal("I type", app.Find(".lc-preview-bubble").TextContent.Trim()));
        Assert.Contains("pay here", app.Find("article .lc-bubble").TextContent, StringComparison.Ordinal);
        Assert.Equal("pay here", app.Find("blockquote p").TextContent.Trim());
        Assert.Equal("Ana", app.Find("cite").TextContent);
        Assert.Contains(app.FindAll(".lc-bubble"), b => b.TextContent.Contains("invoicegnp.exe", StringComparison.Ordinal));
        AssertClean(app);
    }

    [Fact]
    public void Answers_and_labels_of_the_form_and_a_callback_are_cleaned()
    {
        var ana = Desk.Start("Ana", "hello");
        ana.Fields[$"to{Hostile}pic"] = $"Ord{Hostile}er";
        ana.Callback = new() { Phone = $"+49 30{Hostile} 123456", Name = $"An{Hostile}a" };
        ana.Visitor = ana.Visitor with { Email = $"ana{Hostile}@example.com" };

        var app = OpenOn(ana.Id);

        var facts = app.FindAll(".lc-visitor dt, .lc-visitor dd").Select(f => f.TextContent.Trim()).ToArray();
        Assert.All((string[])["topic", "Order", "+49 30 123456", "Ana", "ana@example.com"], fact => Assert.Contains(fact, facts));
        Assert.Equal("tel:+4930123456", app.Find("a[href^='tel:']").GetAttribute("href"));
        AssertClean(app);
    }

    [Fact]
    public void What_carries_meaning_stays()
    {
        string[] honest = ["نینو می‌خواهم", "👩‍👩‍👧‍👦", "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙", "葛\U000E0100", "❤️"];
        var ana = Desk.Start(honest[0], honest);

        var app = OpenOn(ana.Id);

        Assert.Equal(honest[0], app.Find(".lc-head h2").TextContent);
        app.WaitForAssertion(() => Assert.Equal(honest, app.FindAll("article .lc-bubble > p").Select(b => b.TextContent.Trim())));
    }

    [Theory]
    [InlineData("详情 https://shop.example/a。谢谢", "https://shop.example/a")]
    [InlineData("请看https://shop.example/a", "https://shop.example/a")]
    [InlineData("**http://shop.example/a**", "http://shop.example/a")]
    public void Links_can_be_followed_in_messages_and_quotes(string text, string address)
    {
        var ana = Desk.Start("Ana");
        var first = Desk.VisitorSays(ana, text);
        Desk.OperatorSays(ana, DashboardOperatorStub.Nino, "this?", new() { Id = first.Id, Content = text, Sender = first.Sender });

        var app = OpenOn(ana.Id);
        app.WaitForElement("blockquote");

        Assert.All((string[])["article .lc-bubble > p a", "blockquote a"], place =>
        {
            var link = app.Find(place);
            Assert.Equal((address, address), (link.GetAttribute("href"), link.TextContent));
            Assert.Equal(("_blank", "noopener noreferrer nofollow"), (link.GetAttribute("target"), link.GetAttribute("rel")));
        });
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://bank.example@evil.example/")]
    public void Nothing_else_is_a_link(string text)
    {
        var app = OpenOn(Desk.Start("Ana", text).Id);

        app.WaitForAssertion(() => Assert.Contains(text, app.Find("article").TextContent, StringComparison.Ordinal));
        Assert.Empty(app.FindAll("article a"));
    }

    // Every text and every attribute, so titles and labels too. Isolates around names are put there by the dashboard.
    private static void AssertClean(IRenderedComponent<DashboardApp> app) =>
        Assert.DoesNotContain(app.Markup.EnumerateRunes(), rune => InvisibleText.IsInvisible(rune) && rune.Value is not ('\n' or '\r' or '\t' or 0x2068 or 0x2069));
}

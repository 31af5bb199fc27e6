using Bunit;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class ConversationTests : DashboardContext
{
    [Fact]
    public void Messages_stand_in_runs_with_events_and_days_between_them()
    {
        var ana = Desk.Start("Ana", "yesterday's question");
        Time.Advance(TimeSpan.FromDays(1));
        Desk.Take(ana, DashboardOperatorStub.Nino);
        Desk.OperatorSays(ana, DashboardOperatorStub.Nino, "an answer");
        Desk.VisitorSays(ana, "one");
        Desk.VisitorSays(ana, "two");

        var app = OpenOn(ana.Id);

        app.WaitForAssertion(() => Assert.Equal(["Yesterday", "Today"], app.FindAll(".day").Select(d => d.TextContent)));
        app.WaitForAssertion(() => Assert.Equal("You joined the conversation", app.Find(".lc-note").TextContent));
        app.WaitForAssertion(() => Assert.Equal(["yesterday's question", "an answer", "one", "two"], Texts(app)));
        app.WaitForAssertion(() => Assert.Equal(3, app.FindAll("article .lc-meta").Count));
        app.WaitForAssertion(() => Assert.Single(app.FindAll(".lc-ours")));
    }

    [Fact]
    public void A_message_of_the_visitor_appears_on_the_signal()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Desk.VisitorSays(ana, "are you there?");

        app.WaitForAssertion(() => Assert.Equal(["hello", "are you there?"], Texts(app)));
    }

    [Fact]
    public void A_repeated_signal_changes_nothing()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Desk.SignalAgain(ana);
        Desk.SignalAgain(ana);
        Desk.VisitorSays(ana, "second");

        app.WaitForAssertion(() => Assert.Equal(["hello", "second"], Texts(app)));
    }

    [Fact]
    public void What_was_missed_between_two_signals_is_fetched_from_the_log()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        // Stored, but the hint got lost.
        Desk.Feed.LosesHints = true;
        Desk.VisitorSays(ana, "lost hint");
        Desk.Feed.LosesHints = false;
        Desk.VisitorSays(ana, "heard");

        app.WaitForAssertion(() => Assert.Equal(["hello", "lost hint", "heard"], Texts(app)));
    }

    [Fact]
    public async Task An_open_and_visible_conversation_is_read()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        app.WaitForAssertion(() => Assert.Equal("1", app.Find(".lc-badge").TextContent));
        var pane = app.FindComponent<ConversationPane>();

        await pane.InvokeAsync(() => pane.Instance.SetVisibleAsync(true));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-badge")));
        var next = Desk.VisitorSays(ana, "and while one looks");

        app.WaitForAssertion(() => Assert.Contains("and while one looks", Texts(app)));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-badge")));
        app.WaitForAssertion(() => Assert.Equal(next.Sequence, ana.OperatorRead));
    }

    [Fact]
    public async Task Behind_another_window_nothing_is_read_until_one_looks()
    {
        var ana = Desk.Start("Ana");
        var app = OpenOn(ana.Id);
        var pane = app.FindComponent<ConversationPane>();
        await pane.InvokeAsync(() => pane.Instance.SetVisibleAsync(false));

        var message = Desk.VisitorSays(ana, "hello");
        app.WaitForAssertion(() => Assert.Equal(["hello"], Texts(app)));
        app.WaitForAssertion(() => Assert.True(ana.OperatorRead < message.Sequence));

        await pane.InvokeAsync(() => pane.Instance.SetVisibleAsync(true));
        app.WaitForAssertion(() => Assert.Equal(message.Sequence, ana.OperatorRead));
    }

    [Fact]
    public void Ticks_tell_what_the_visitor_has_read()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Take(ana, DashboardOperatorStub.Nino);
        Desk.OperatorSays(ana, DashboardOperatorStub.Nino, "hi");
        var app = OpenOn(ana.Id);
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-read")));

        Desk.VisitorReads(ana);

        app.WaitForAssertion(() => Assert.Single(app.FindAll(".lc-read")));
    }

    [Fact]
    public void The_typing_preview_is_text_and_goes_with_the_message()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Desk.VisitorTypes(ana, "could you <b>also</b>");
        app.WaitForAssertion(() => Assert.Equal("could you <b>also</b>", app.Find(".lc-preview-bubble p").TextContent));
        Desk.VisitorSays(ana, "could you also");

        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-preview-bubble")));
    }

    [Fact]
    public void Taking_over_moves_the_conversation_and_its_operator_to_mine()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        app.WaitForElement("[data-lc-claim]").Click();

        app.WaitForAssertion(() => Assert.Contains("You joined the conversation", app.Markup, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Equal(DashboardOperatorStub.Nino.Id, ana.Operator!.Id.Value));
        app.WaitForAssertion(() => Assert.Contains("Mine", app.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-claim]")));
    }

    [Fact]
    public void Closing_asks_first()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        app.WaitForElement("[data-lc-close]").Click();
        app.WaitForElement("[data-lc-no]").Click();
        app.WaitForAssertion(() => Assert.Equal(ConversationStatus.Queued, ana.Status));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[role=alertdialog]")));

        app.WaitForElement("[data-lc-close]").Click();
        app.WaitForElement("[data-lc-yes]").Click();
        app.WaitForAssertion(() => Assert.Contains("This conversation is closed.", app.Markup, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Equal(ConversationStatus.Closed, ana.Status));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-text]")));
    }

    [Fact]
    public void A_visitor_who_closes_is_seen_to_close()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Desk.Close(ana, ParticipantType.Visitor);

        app.WaitForAssertion(() => Assert.Contains("The visitor closed the conversation", app.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Earlier_messages_come_on_demand()
    {
        var ana = Desk.Start("Ana", [.. Enumerable.Range(1, 70).Select(i => "message " + i)]);
        var app = OpenOn(ana.Id);
        app.WaitForAssertion(() => Assert.Equal(50, Texts(app).Count));

        app.WaitForElement(".lc-earlier").Click();

        app.WaitForAssertion(() => Assert.Equal(70, Texts(app).Count));
        app.WaitForAssertion(() => Assert.Equal("message 1", Texts(app)[0]));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-earlier")));
    }

    [Fact]
    public void An_unknown_conversation_is_said_to_be_unknown()
    {
        var app = Open("c/nobody");

        app.WaitForAssertion(() => Assert.Contains("Conversation not found", app.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Attachments_are_pictures_or_files()
    {
        var ana = Desk.Start("Ana");
        Desk.VisitorSays(ana, "", Picture("lamp.png", 640, 320));
        Desk.VisitorSays(ana, "", new DeskFile("<i>bill.txt", "bill"u8.ToArray()));

        var app = OpenOn(ana.Id);

        app.WaitForAssertion(() => Assert.Equal("lamp.png", Assert.Single(app.FindAll(".picture img")).GetAttribute("alt")));
        var picture = app.Find(".picture img");
        Assert.Equal(("260", "130"), (picture.GetAttribute("width"), picture.GetAttribute("height")));
        Assert.Equal(["<i>bill.txt"], app.FindAll(".card .read").Select(f => f.TextContent));
        Assert.Equal("<i>bill.txt", app.Find("a.card").GetAttribute("download"));
    }

    [Fact]
    public void A_picture_is_looked_at_over_the_whole_window()
    {
        var ana = Desk.Start("Ana");
        var files = Desk.VisitorSays(ana, "", Picture("lamp.png", 40, 30), Picture("shade.png", 30, 40)).Attachments;
        var app = OpenOn(ana.Id);
        Assert.Empty(app.FindAll(".lc-parts dialog"));

        app.FindAll(".picture .open")[0].Click();
        app.WaitForAssertion(() => Assert.Equal(PathOf(files[0].Url), PathOf(app.Find("dialog img").GetAttribute("src")!)));
        app.Find("dialog [aria-label='Next image']").Click();
        app.WaitForAssertion(() => Assert.Equal(PathOf(files[1].Url), PathOf(app.Find("dialog img").GetAttribute("src")!)));
        Assert.Equal("shade.png", app.Find("dialog a[download]").GetAttribute("download"));
        app.Find("dialog [aria-label='Close']").Click();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-parts dialog")));
    }

    [Fact]
    public void A_few_emoji_are_larger_and_a_visitor_who_types_has_dots()
    {
        var ana = Desk.Start("Ana", "👍🏽", "👍🏽 yes");
        var app = OpenOn(ana.Id);

        Assert.Equal(["👍🏽"], app.FindAll(".lc-emoji").Select(e => e.TextContent));
        Desk.VisitorTypes(ana);

        app.WaitForAssertion(() => Assert.Single(app.FindAll(".typing")));
    }

    [Fact]
    public void Visitor_facts_are_text()
    {
        Desk.AskFor(new WidgetField { Name = "order", Label = "<b>Order</b>", Type = WidgetFieldTypes.Text });
        var ana = Desk.Start(
            new DeskVisitor("Ana", "<u>7</u>", "ana@example.test"), new Dictionary<string, string> { ["order"] = "<script>1</script>" }, null, "hello");

        var app = OpenOn(ana.Id);

        var facts = app.Find(".lc-visitor").TextContent;
        app.WaitForAssertion(() => Assert.Contains("ana@example.test", facts, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Contains("<u>7</u>", facts, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Contains("<script>1</script>", facts, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-visitor u, .lc-visitor b, .lc-visitor script")));
    }

    private static string PathOf(string url) => new Uri(new Uri("http://localhost/"), url).AbsolutePath;

    private static DeskFile Picture(string name, int width, int height)
    {
        using var bitmap = new SkiaSharp.SKBitmap(width, height);
        using var data = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return new(name, data.ToArray());
    }

    private static List<string> Texts(IRenderedComponent<DashboardApp> app) =>
        [.. app.FindAll("article .lc-bubble > p").Select(p => p.TextContent)];
}

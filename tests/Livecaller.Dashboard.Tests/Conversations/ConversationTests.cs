using Bunit;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Fakes;
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
        ana.Add(ana.VisitorSender, "lost hint");
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
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("textarea")));
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
    public void Attachments_are_pictures_or_files_and_never_script()
    {
        var ana = Desk.Start("Ana");
        Desk.VisitorSays(ana, "", Attachment("lamp.png", "image/png", "/v1/widget/attachments/1?sig=x"));
        Desk.VisitorSays(ana, "", Attachment("<i>bill.pdf", "application/pdf", "https://files.example/2"));
        Desk.VisitorSays(ana, "", Attachment("trap.svg", "image/svg+xml", "/v1/widget/attachments/3"));
        Desk.VisitorSays(ana, "", Attachment("trap.html", "image/png", "javascript:alert(1)"));

        var app = OpenOn(ana.Id);

        app.WaitForAssertion(() => Assert.Equal("lamp.png", Assert.Single(app.FindAll(".picture img")).GetAttribute("alt")));
        app.WaitForAssertion(() => Assert.Equal(["<i>bill.pdf", "trap.svg", "trap.html"], app.FindAll(".card .read").Select(f => f.TextContent)));
        app.WaitForAssertion(() => Assert.DoesNotContain("javascript:", app.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(640, 320, "260", "130")]
    [InlineData(100, 1000, "32", "320")]
    [InlineData(40, 30, "40", "30")]
    [InlineData(30_000, 1, "260", "1")]
    [InlineData(null, 30, null, null)]
    public void A_picture_has_its_place_before_it_comes(int? width, int? height, string? shownWidth, string? shownHeight)
    {
        var ana = Desk.Start("Ana");
        Desk.VisitorSays(ana, "", Attachment("lamp.png", "image/png", "/full") with { ThumbnailUrl = "/small", Width = width, Height = height });
        var picture = OpenOn(ana.Id).Find(".picture img");
        Assert.Equal(("http://localhost/small", shownWidth, shownHeight), (picture.GetAttribute("src"), picture.GetAttribute("width"), picture.GetAttribute("height")));
    }

    [Fact]
    public void A_picture_is_looked_at_over_the_whole_window()
    {
        var ana = Desk.Start("Ana");
        Desk.VisitorSays(ana, "", Attachment("lamp.png", "image/png", "/full"), Attachment("shade.png", "image/png", "/shade"));
        var app = OpenOn(ana.Id);
        Assert.Empty(app.FindAll("dialog"));

        app.FindAll(".picture .open")[0].Click();
        app.WaitForAssertion(() => Assert.Equal("http://localhost/full", app.Find("dialog img").GetAttribute("src")));
        app.Find("dialog [aria-label='Next image']").Click();
        app.WaitForAssertion(() => Assert.Equal("http://localhost/shade", app.Find("dialog img").GetAttribute("src")));
        Assert.Equal("shade.png", app.Find("dialog a[download]").GetAttribute("download"));
        app.Find("dialog [aria-label='Close']").Click();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("dialog")));
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

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(7.4, "0:07")]
    [InlineData(59.6, "1:00")]
    [InlineData(754, "12:34")]
    [InlineData(3600, "1:00:00")]
    public void A_recording_is_played_and_tells_its_length(double seconds, string length)
    {
        var ana = Desk.Start("Ana");
        Desk.VisitorSays(ana, "", Attachment("voice.webm", "audio/webm", "/voice") with { Duration = seconds });
        var recording = OpenOn(ana.Id).Find(".player");
        Assert.Equal("http://localhost/voice", recording.QuerySelector("audio")?.GetAttribute("src"));
        Assert.Equal(length, recording.QuerySelector(".time")?.TextContent);
        Assert.Equal("voice.webm", recording.GetAttribute("aria-label"));
    }

    [Fact]
    public void Visitor_facts_are_text()
    {
        var ana = Desk.Start("Ana", "hello");
        ana.Visitor = ana.Visitor with { Email = "ana@example.test", UserId = "<u>7</u>" };
        ana.Fields["<b>Order</b>"] = "<script>1</script>";

        var app = OpenOn(ana.Id);

        var facts = app.Find(".lc-visitor").TextContent;
        app.WaitForAssertion(() => Assert.Contains("ana@example.test", facts, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Contains("<u>7</u>", facts, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Contains("<script>1</script>", facts, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-visitor u, .lc-visitor b, .lc-visitor script")));
    }

    private static AttachmentPayload Attachment(string name, string kind, string url) =>
        new() { Id = new(name), Name = name, MimeType = kind, Size = 1200, Url = url };

    private static List<string> Texts(IRenderedComponent<DashboardApp> app) =>
        [.. app.FindAll("article .lc-bubble > p").Select(p => p.TextContent)];
}

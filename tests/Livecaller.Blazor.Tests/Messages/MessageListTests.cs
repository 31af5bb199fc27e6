using Bunit;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Messages;

public sealed class MessageListTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void Messages_of_one_sender_form_one_run_with_one_time()
    {
        var panel = RenderPanel(_script.Context(
            _script.Message(Scripted.Visitor, "Hello", 12, MessageStatus.Read),
            _script.Message(Scripted.Nino, "Hi", 10),
            _script.Message(Scripted.Nino, "How can I help?", 9)));

        Assert.Equal(2, panel.FindAll(".entry.starts").Count);
        Assert.Equal(3, panel.FindAll(".bubble").Count);
        Assert.Equal(2, panel.FindAll(".row.tail").Count);
        Assert.Equal(["12 minutes ago", "9 minutes ago"], panel.FindAll("time").Select(t => t.TextContent));
        Assert.Equal(["You", "Nino"], panel.FindAll(".sender").Select(s => s.TextContent));
        Assert.Equal(["N"], panel.FindAll(".face .avatar").Select(s => s.TextContent.Trim()));
        Assert.Equal("log", panel.Find(".log").GetAttribute("role"));
    }

    [Fact]
    public void A_long_pause_begins_a_new_run()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino, "One", 20), _script.Message(Scripted.Nino, "Two", 10)));

        Assert.Equal(2, panel.FindAll(".entry.starts").Count);
    }

    [Fact]
    public void Days_are_headed_in_the_time_zone_of_the_visitor()
    {
        var late = Scripted.Start.AddHours(-12.5); // 23:30 UTC the day before: 00:30 in Berlin, today
        var messages = _script.Message(Scripted.Nino, "Late", (Scripted.Start - late).TotalMinutes);
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal("Yesterday", RenderPanel(_script.Context(messages)).Find(".day").TextContent);
        Assert.Equal("Today", RenderPanel(_script.Context(messages) with { Zone = berlin }).Find(".day").TextContent);
    }

    [Fact]
    public void An_operators_first_message_says_that_they_joined()
    {
        var context = _script.Context(_script.Message(Scripted.Visitor, "Hello", 3), _script.Message(Scripted.Nino, "Hi", 2), _script.Message(Scripted.Nino, "You", 1));

        Assert.Single(RenderPanel(context).FindAll("div.line"), l => l.TextContent == "Nino joined the conversation");
        Assert.DoesNotContain("joined", RenderPanel(context with { Snapshot = context.Snapshot with { HasEarlier = true } }).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_moves_with_the_clock()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino, "Hi")));
        Assert.Equal("now", panel.Find("time").TextContent);

        _script.Time.Advance(TimeSpan.FromMinutes(1));
        panel.WaitForAssertion(() => Assert.Equal("1 minute ago", panel.Find("time").TextContent));

        _script.Time.Advance(TimeSpan.FromMinutes(1));
        panel.WaitForAssertion(() => Assert.Equal("2 minutes ago", panel.Find("time").TextContent));
        Assert.Equal("2026-03-02T12:00:00Z", panel.Find("time").GetAttribute("datetime"));
    }

    [Theory]
    [InlineData(MessageStatus.Sent, "Sent")]
    [InlineData(MessageStatus.Delivered, "Delivered")]
    [InlineData(MessageStatus.Read, "Read")]
    [InlineData(MessageStatus.Pending, "Waiting")]
    public void Own_messages_say_how_far_they_got(MessageStatus status, string words)
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Visitor, "Hello", status: status)));

        Assert.Equal(words, panel.Find(".status").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_failed_message_says_why_and_can_be_sent_again_or_discarded()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Visitor, "Hello", status: MessageStatus.Failed, reason: "too long")));

        Assert.Equal("Not sent: too long", panel.Find(".failed .reason").TextContent.Trim());
        panel.FindAll(".action")[0].Click();
        panel.FindAll(".action")[1].Click();
        Assert.Equal(["retry m1", "discard m1"], _script.Done);
    }

    [Fact]
    public void Markup_in_messages_and_names_is_text()
    {
        const string Nasty = "<img src=x onerror=alert(1)><b>bold</b>";
        var sender = Scripted.Nino with { Name = Nasty };
        var context = _script.Context(_script.Message(sender, Nasty));
        var panel = RenderPanel(context with
        {
            Snapshot = context.Snapshot with
            {
                Typing = sender,
                Info = new() { Id = new("c"), Status = ConversationStatus.Active, Operator = new() { Id = new("o"), Name = Nasty }, CreatedAt = Scripted.Start, LastSequence = 1, Channel = "c" },
            },
        });

        Assert.Empty(panel.FindAll("img, b"));
        Assert.Equal(Nasty, panel.Find(".text").TextContent);
        Assert.Equal(Nasty, panel.Find("h2").TextContent);
    }

    [Fact]
    public void The_divider_stands_before_what_is_new()
    {
        var context = _script.Context(_script.Message(Scripted.Nino, "Old", 20), _script.Message(Scripted.Nino, "New", 1));
        var panel = RenderPanel(context with { NewAfter = 1 });

        Assert.Equal("New messages", panel.Find(".new").TextContent);
        Assert.Equal("New", panel.Find(".new").ParentElement!.QuerySelector(".text")!.TextContent);
    }

    [Fact]
    public void What_can_be_seen_is_marked_as_read_once()
    {
        var context = _script.Context(_script.Message(Scripted.Nino, "Hi"));
        context = context with { Snapshot = context.Snapshot with { UnreadCount = 1 } };
        var panel = RenderPanel(context with { IsOpen = false });
        Assert.Empty(_script.Done);

        panel.Render(With(context));
        panel.Render(With(context));

        Assert.Equal(["mark read"], _script.Done);
    }

    [Fact]
    public void A_reply_shows_in_the_composer_and_goes_with_the_message()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino, "Which lamp?", 1)));

        panel.Find("button.reply").Click();
        Assert.Contains("Reply to Nino", panel.Find(".composer").TextContent, StringComparison.Ordinal);
        panel.Find("textarea").Input("The oak one");
        panel.Find("textarea").KeyDown("Enter");

        Assert.Equal(new MessageId("m1"), Assert.Single(_script.Sent).ReplyTo);
        Assert.DoesNotContain("Reply to Nino", panel.Find(".composer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_shows_its_original_and_a_deleted_message_shows_nothing_of_itself()
    {
        var message = _script.Message(Scripted.Visitor, "The oak one");
        var deleted = _script.Message(Scripted.Nino, "secret");
        var panel = RenderPanel(_script.Context(
            message with { Payload = message.Payload with { ReplyTo = new() { Id = new("m0"), Content = "Which lamp?", Sender = Scripted.Nino } } },
            deleted with { Payload = deleted.Payload with { DeletedAt = Scripted.Start } }));

        Assert.Equal("Nino", panel.Find(".quoted-name").TextContent);
        Assert.Equal("Which lamp?", panel.Find(".quoted-text").TextContent);
        Assert.Contains("This message was deleted", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_message_has_the_direction_of_its_own_text()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino, "مرحبا")));

        Assert.Equal("auto", panel.Find(".text").GetAttribute("dir"));
    }

    [Fact]
    public void A_closed_conversation_offers_a_new_one_and_no_composer()
    {
        var context = _script.Context(_script.Message(Scripted.Nino, "Bye", 1));
        var info = new ConversationPayload { Id = new("c"), Status = ConversationStatus.Closed, CreatedAt = Scripted.Start, LastSequence = 2, Channel = "c" };
        var panel = RenderPanel(context with { Snapshot = context.Snapshot with { Info = info } });

        Assert.Empty(panel.FindAll("textarea, button.reply"));
        panel.Find(".start").Click();
        Assert.Equal(["open"], _script.Done);
    }

    [Theory]
    [InlineData(ConversationPhase.Loading, ".skeleton")]
    [InlineData(ConversationPhase.Unavailable, ".unavailable")]
    [InlineData(ConversationPhase.Ready, ".greeting")]
    public void Every_state_without_messages_has_its_own_picture(ConversationPhase phase, string selector)
    {
        var panel = RenderPanel(_script.Context() with { Snapshot = ConversationSnapshot.Empty with { Phase = phase } });

        Assert.Single(panel.FindAll(selector));
    }

    [Theory]
    [InlineData(ConnectionState.Connected, 0)]
    [InlineData(ConnectionState.Connecting, 0)]
    [InlineData(ConnectionState.Unavailable, 1)]
    [InlineData(ConnectionState.Failed, 1)]
    public void A_lost_connection_is_said(ConnectionState state, int banners) =>
        Assert.Equal(banners, RenderPanel(_script.Context() with { Connection = state }).FindAll(".banner").Count);

    [Fact]
    public void The_widgets_own_words_override_the_components()
    {
        var translations = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["en"] = new Dictionary<string, string> { ["greeting_title"] = "Ask Fern", ["joined"] = "{9} is broken" },
        };
        var context = _script.Context() with { Texts = new ChatTexts("en", translations: translations) };

        Assert.Equal("Ask Fern", RenderPanel(context).Find("h3").TextContent);
        Assert.Equal("Nino joined the conversation", context.Texts.Format(TextKeys.Joined, "Nino"));
    }
}

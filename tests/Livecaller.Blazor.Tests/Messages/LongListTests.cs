using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Messages;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Messages;

/// <summary>More messages than are in the page, and those that come, go and are asked for.</summary>
public sealed class LongListTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public async Task Ten_thousand_messages_put_a_few_into_the_page_and_every_one_can_be_reached()
    {
        var panel = RenderPanel(_script.Context([.. Many(10_000)]));
        Assert.InRange(panel.FindAll(".entry").Count, 20, 80);
        Assert.Equal("10000", Last(panel));
        Assert.NotEqual("0", Gaps(panel)[0]);
        Assert.Equal("0", Gaps(panel)[1]);

        await LookAsync(panel, null, -double.Parse(Gaps(panel)[0], null));
        Assert.Equal("1", First(panel));
        Assert.Equal("0", Gaps(panel)[0]);
        Assert.InRange(panel.FindAll(".entry").Count, 20, 80);

        await LookAsync(panel, null, 200_000);
        Assert.InRange(int.Parse(First(panel), null), 2_000, 6_000);
    }

    [Fact]
    public async Task Messages_that_come_while_the_visitor_reads_further_up_are_counted_and_not_drawn()
    {
        var messages = Many(500).ToList();
        var context = _script.Context([.. messages]);
        var panel = RenderPanel(context);
        await LookAsync(panel, null, -10_000);
        await List(panel).InvokeAsync(() => List(panel).Instance.OnScrolledAsync(atEnd: false, isPageSeen: true));
        var drawn = List(panel).FindComponents<MessageRow>().Select(r => r.RenderCount).ToArray();

        messages.Add(_script.Message(Scripted.Nino, "501"));
        panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [.. messages], UnreadCount = 1, VisitorReadSequence = 500 } }));

        Assert.DoesNotContain(panel.FindAll(".text"), t => t.TextContent == "501");
        Assert.Equal("1", panel.Find(".to-end .badge").TextContent);
        Assert.Equal(drawn, List(panel).FindComponents<MessageRow>().Select(r => r.RenderCount));

        panel.Find(".to-end").Click();
        Assert.Equal("501", Last(panel));
        Assert.EndsWith(" end", panel.Find(".items").GetAttribute("data-lc-jump"), StringComparison.Ordinal);
        Assert.Equal("501", panel.Find(".new").ParentElement!.QuerySelector(".text")!.TextContent);
    }

    [Fact]
    public void A_message_that_comes_draws_itself_and_its_neighbour_only()
    {
        var messages = Many(300).ToList();
        var context = _script.Context([.. messages]);
        var panel = RenderPanel(context);
        var before = List(panel).FindComponents<MessageRow>().Sum(r => r.RenderCount);

        messages.Add(_script.Message(Scripted.Nino, "301"));
        panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [.. messages] } }));

        Assert.InRange(List(panel).FindComponents<MessageRow>().Sum(r => r.RenderCount) - before, 1, 2);
    }

    [Fact]
    public void New_messages_are_said_once_and_loaded_ones_never()
    {
        var messages = Many(60).ToList();
        var context = _script.Context([.. messages[10..]]);
        var panel = RenderPanel(context);
        Assert.Empty(panel.FindAll(".spoken p"));
        Assert.Equal("off", panel.Find(".log").GetAttribute("aria-live"));

        panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [.. messages] } }));
        Assert.Empty(panel.FindAll(".spoken p"));

        messages.Add(_script.Message(Scripted.Nino, "Hello"));
        messages.Add(_script.Message(Scripted.Visitor, "mine"));
        for (var i = 0; i < 2; i++) panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [.. messages] } }));
        Assert.Equal(["Nino: Hello"], panel.FindAll(".spoken p").Select(p => p.TextContent));

        messages.Add(_script.Message(Scripted.Visitor, "lost", status: MessageStatus.Failed, reason: "too long") is var lost
            ? lost with { Payload = lost.Payload with { Sequence = 0 } } : null!);
        for (var i = 0; i < 2; i++) panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [.. messages] } }));
        Assert.Equal(["Nino: Hello", "Not sent: too long"], panel.FindAll(".spoken p").Select(p => p.TextContent));
    }

    [Fact]
    public void A_quote_leads_to_its_original_which_is_loaded_when_it_is_not_there()
    {
        var all = Many(400).ToList();
        var answer = _script.Message(Scripted.Nino, "answer");
        answer = answer with { Payload = answer.Payload with { ReplyTo = new() { Id = all[10].Id, Content = "11", Sender = Scripted.Nino } } };
        var context = _script.Context([.. all[300..], answer]);
        context = context with { Snapshot = context.Snapshot with { HasEarlier = true } };
        var panel = RenderPanel(context);

        // The news come after the call's end, as they may.
        _script.OnShow = () => { };
        panel.Find(".quote").Click();
        Assert.Equal([$"show {all[10].Id}"], _script.Done.Where(d => d.StartsWith("show", StringComparison.Ordinal)));
        Assert.Null(panel.Find(".items").GetAttribute("data-lc-jump"));
        panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [.. all[..50]], HasLater = true } }));
        Assert.Equal($"1 {all[10].Id}", panel.Find(".items").GetAttribute("data-lc-jump"));
        Assert.Contains(panel.FindAll(".text"), t => t.TextContent == "11");

        panel.Render(With(context));
        panel.Find(".quote").Click();
        Assert.Equal(2, _script.Done.Count(d => d.StartsWith("show", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_menu_answers_and_copies()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino, "Which\u202E lamp?")));

        panel.Find("[data-lc-menu]").Click();
        Assert.Equal("menu", panel.Find("[data-lc-menu]").GetAttribute("data-lc-escape"));
        Assert.Equal(["Reply", "Copy"], panel.FindAll("[role=menuitem]").Select(i => i.TextContent));
        Assert.Equal("Which lamp?", await List(panel).InvokeAsync(() => List(panel).Instance.TextOf("m1")));
        panel.FindAll("[role=menuitem]")[0].Click();
        Assert.Empty(panel.FindAll("[role=menuitem]"));
        Assert.Contains("Reply to Nino", panel.Find(".composer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_stands_while_nobody_looks()
    {
        var context = _script.Context(_script.Message(Scripted.Nino, "Hi"));
        var panel = RenderPanel(context);
        await List(panel).InvokeAsync(() => List(panel).Instance.OnScrolledAsync(atEnd: false, isPageSeen: false));
        _script.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("now", panel.Find("time").TextContent);

        await List(panel).InvokeAsync(() => List(panel).Instance.OnScrolledAsync(atEnd: true, isPageSeen: true));
        Assert.Equal("2 minutes ago", panel.Find("time").TextContent);
    }

    [Fact]
    public void Who_takes_over_is_said_before_their_first_word()
    {
        var context = _script.Context(_script.Message(Scripted.Nino, "Hi", 2));
        ConversationPayload Info(string id, string name) => new()
        {
            Id = new("c"),
            Status = ConversationStatus.Active,
            Operator = new() { Id = new(id), Name = name },
            CreatedAt = Scripted.Start,
            LastSequence = 1,
            Channel = "c",
        };
        Assert.Equal(["Nino joined the conversation"], Lines(context with { Snapshot = context.Snapshot with { Info = Info("o", "Nino") } }));
        var moved = context with { Snapshot = context.Snapshot with { Info = Info("o2", "Tamar") } };
        Assert.Equal(["Nino joined the conversation", "You are now talking to Tamar"], Lines(moved));

        var tamar = _script.Message(Scripted.Nino with { Id = "o2", Name = "Tamar" }, "Hello");
        var spoken = moved with { Snapshot = moved.Snapshot with { Messages = [.. context.Snapshot.Messages, tamar, _script.Message(Scripted.Nino, "Back")] } };
        Assert.Equal(
            ["Nino joined the conversation", "Tamar joined the conversation", "You are now talking to Nino", "You are now talking to Tamar"],
            Lines(spoken));
    }

    private IEnumerable<string> Lines(ChatContext context) => [.. RenderPanel(context).FindAll("div.line[dir]").Select(l => l.TextContent)];

    private IEnumerable<ConversationMessage> Many(int count)
    {
        for (var i = 1; i <= count; i++) yield return _script.Message(Scripted.Nino, i.ToString(null as IFormatProvider), count - i);
    }

    private static IRenderedComponent<Blazor.Messages.MessageList> List(IRenderedComponent<CascadingValue<ChatContext>> panel) =>
        panel.FindComponent<Blazor.Messages.MessageList>();

    private static Task LookAsync(IRenderedComponent<CascadingValue<ChatContext>> panel, string? top, double distance) =>
        List(panel).InvokeAsync(() => List(panel).Instance.OnLooked(top, distance, 600, keep: false, [], []));

    private static string First(IRenderedComponent<CascadingValue<ChatContext>> panel) => panel.Find(".text").TextContent;

    private static string Last(IRenderedComponent<CascadingValue<ChatContext>> panel) => panel.FindAll(".text")[^1].TextContent;

    private static string[] Gaps(IRenderedComponent<CascadingValue<ChatContext>> panel) =>
        [.. panel.FindAll("[data-lc-gap]").Select(g => g.GetAttribute("data-lc-gap")!)];
}

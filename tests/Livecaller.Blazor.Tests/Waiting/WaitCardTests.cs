using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Waiting;

public sealed class WaitCardTests : ChatTest
{
    private readonly Scripted _chat = new();

    [Fact]
    public void Who_waits_is_told_the_place_the_likely_time_and_that_the_chat_can_be_closed()
    {
        var panel = RenderPanel(Waiting(3) with { Availability = new() { PlaceSeconds = 80 } });

        Assert.Equal("You’re number 3 in line", panel.Find(".log .card .title").TextContent);
        Assert.Equal(["An answer is likely in 4 minutes.", "You can close this. A badge tells you when we answer."], panel.FindAll(".log .card .text").Select(t => t.TextContent));
        Assert.DoesNotContain("in line", panel.Find("header").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, "An answer is likely in 1 minute.")]
    [InlineData(86_400, "An answer is likely in 1 day.")]
    [InlineData(int.MaxValue, null)]
    public void A_likely_time_that_is_unknown_is_left_out_and_zero_is_a_minute(int? seconds, string? line)
    {
        var panel = RenderPanel(Waiting(1) with { Availability = new() { PlaceSeconds = seconds } });

        var lines = panel.FindAll(".log .card .text").Select(t => t.TextContent).ToList();
        Assert.Equal(line, lines.Count > 1 ? lines[0] : null);
    }

    [Fact]
    public void A_place_that_the_server_does_not_name_is_not_said() => Assert.Empty(RenderPanel(Waiting(null)).FindAll(".log .card .title"));

    [Fact]
    public void The_card_is_gone_once_somebody_has_joined()
    {
        var context = Waiting(1);
        var panel = RenderPanel(context);
        var info = context.Snapshot.Info! with { Status = ConversationStatus.Active, QueuePosition = null, Operator = new() { Id = new("o"), Name = "Nino" } };

        panel.Render(With(context with { Snapshot = context.Snapshot with { Info = info } }));

        Assert.Empty(panel.FindAll(".log .card"));
        Assert.Contains(panel.FindAll(".line"), line => line.TextContent == "Nino joined the conversation");
    }

    private Chat.ChatContext Waiting(int? position)
    {
        var context = _chat.Context(_chat.Message(Scripted.Visitor, "Hello"));
        var info = new ConversationPayload { Id = new("c"), Status = ConversationStatus.Queued, QueuePosition = position, CreatedAt = Scripted.Start, LastSequence = 2, Channel = "c" };
        return context with { Snapshot = context.Snapshot with { Info = info } };
    }
}

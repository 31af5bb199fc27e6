using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;

namespace Livecaller.Blazor.Tests.Forms;

/// <summary>Monday, 10:00 for the visitor in Berlin.</summary>
public sealed class DepartmentTests() : AppTest(new()
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
    {
        Departments =
        [
            new() { Id = new("sales"), DisplayName = "Sales", IsOpen = true },
            new() { Id = new("repairs"), DisplayName = "Repairs", IsOpen = false, NextOpen = new(2026, 3, 4, 8, 0, 0, TimeSpan.Zero) },
        ],
    },
})
{
    [Fact]
    public async Task The_open_one_is_chosen_and_the_conversation_begins_there()
    {
        var app = Mount();
        await SeesAsync(app, "Who can help you?");
        Assert.Equal("sales", app.Find(".choice select").GetAttribute("value"));
        Assert.Equal(["Sales", "Repairs · Opens Wednesday at 9:00 AM"], app.FindAll(".choice option").Select(o => o.TextContent.Replace('\u202f', ' ')));

        await SubmitAsync(app);
        await BeginAsync(app);

        Assert.Equal(new("sales"), Host.Conversations[0].Info.Department?.Id);
    }

    [Fact]
    public async Task A_closed_one_says_when_it_opens_in_the_visitors_time_and_takes_a_message_with_an_address()
    {
        var app = Mount();
        await SeesAsync(app, "Repairs · Opens Wednesday at 9:00");

        await app.InvokeAsync(() => app.Find(".choice select").ChangeAsync(new() { Value = "repairs" }));
        await SeesAsync(app, "We are away right now");
        await SubmitAsync(app);
        Assert.Equal(2, app.FindAll(".fault").Count);
        Assert.Empty(Host.Conversations);

        await AnswerAsync(app, "input[type=email]", "ana@example.com");
        await AnswerAsync(app, "form textarea", "My lamp is broken.");
        await SubmitAsync(app);

        await UntilAsync(() => Host.Conversations.Count == 1);
        var begun = Host.Conversations[0];
        Assert.Equal(new("repairs"), begun.Info.Department?.Id);
        Assert.Equal("ana@example.com", Assert.Single(begun.Fields).Value);
        Assert.Equal("My lamp is broken.", Assert.Single(Host.MessagesOf(begun.Id)).Content);
        await SeesAsync(app, "My lamp is broken.");
        Assert.Empty(app.FindAll("form"));
    }

    [Theory]
    [InlineData("de", "Öffnet am Mittwoch um 09:00")]
    [InlineData("en", "Opens Wednesday at 9:00")]
    public async Task Hours_are_said_in_the_visitors_language(string language, string words)
    {
        var app = Mount(p => p.Add(a => a.Language, language));

        await SeesAsync(app, words);
    }
}

using System.Net;
using System.Text.Json;
using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;

namespace Livecaller.Blazor.Tests.Forms;

/// <summary>A chat that stays open while a department opens or closes.</summary>
public sealed class OpeningHoursTests() : AppTest(new() { WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with { Departments = [new() { Id = new("sales"), DisplayName = "Sales" }] } })
{
    private int _asked;

    [Fact]
    public async Task The_form_gives_way_when_the_department_opens_and_keeps_what_was_written()
    {
        var opens = Host.Time.GetUtcNow().AddMinutes(3);
        Serve(new Department { Id = new("sales"), DisplayName = "Sales", NextOpen = opens });
        var app = Mount();
        await AnswerAsync(app, "form textarea", "Where is my lamp?");
        var asked = _asked;

        Serve(new Department { Id = new("sales"), DisplayName = "Sales", IsOpen = true, NextClose = opens.AddHours(8) });
        await Host.PassAsync(TimeSpan.FromMinutes(2), Cancelled);
        Assert.Equal(asked, _asked);
        Assert.Empty(app.FindAll(".composer"));
        await Host.PassAsync(TimeSpan.FromMinutes(1), Cancelled);
        await UntilAsync(() => app.FindAll(".composer").Count == 1);
        Assert.Equal(asked + 1, _asked);
        Assert.InRange(Host.Time.GetUtcNow(), opens, opens.AddSeconds(30));
        // What was written to somebody who was away is written to whoever is there now.
        Assert.Equal("Where is my lamp?", app.Find(".composer textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Who_writes_to_somebody_who_is_away_goes_on_when_they_come()
    {
        var opens = Host.Time.GetUtcNow().AddMinutes(1);
        Serve(new Department { Id = new("sales"), DisplayName = "Sales", NextOpen = opens }, new Department { Id = new("help"), DisplayName = "Help", NextOpen = opens.AddDays(1) });
        var app = Mount();
        await AnswerAsync(app, "form textarea", "Where is my lamp?");
        var asked = _asked;

        Serve(new Department { Id = new("sales"), DisplayName = "Sales", IsOpen = true }, new Department { Id = new("help"), DisplayName = "Help", NextOpen = opens.AddDays(1) });
        await Host.PassAsync(TimeSpan.FromMinutes(1), Cancelled);
        await UntilAsync(() => _asked > asked);
        await UntilAsync(() => app.FindAll(".choice option").Count == 2 && !Shows(app, "Sales · "));

        Assert.Equal("Where is my lamp?", app.Find("form textarea").GetAttribute("value"));
        await AnswerAsync(app, "input[type=email]", "ana@example.com");
        await SubmitAsync(app);
        await UntilAsync(() => Host.Conversations.Count == 1);
        Assert.Equal("Where is my lamp?", Assert.Single(Host.MessagesOf(Host.Conversations[0].Id)).Content);
    }

    [Fact]
    public async Task A_new_conversation_begins_with_what_the_widget_asks_now()
    {
        var app = Mount();
        await AnswerAsync(app, "form textarea", "Hello?");
        Serve(new Department { Id = new("sales"), DisplayName = "Sales", IsOpen = true });
        await AnswerAsync(app, "input[type=email]", "ana@example.com");
        await SubmitAsync(app);
        await UntilAsync(() => Host.Conversations.Count == 1 && Host.Subscriptions.Count > 1);
        await Host.Operator.ClosesAsync();
        await UntilAsync(() => app.FindAll(".start").Count == 1);
        await Host.PassAsync(TimeSpan.FromMinutes(6), Cancelled);

        await PressAsync(app, ".start");
        await UntilAsync(() => app.FindAll(".composer").Count == 1);
        Assert.Empty(app.FindAll("form input[type=email]"));
    }

    private void Serve(params Department[] departments)
    {
        var widget = LivecallerTestHostOptions.DefaultWidget with { Departments = departments };
        var json = JsonSerializer.Serialize(new(widget), LivecallerJson.Default.DataEnvelopeWidgetConfiguration);
        Instead = request =>
        {
            if (request.RequestUri!.AbsolutePath != "/v1/widget") return null;
            Interlocked.Increment(ref _asked);
            return new(HttpStatusCode.OK) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        };
    }
}

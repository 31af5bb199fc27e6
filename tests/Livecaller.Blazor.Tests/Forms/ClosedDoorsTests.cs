using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;

namespace Livecaller.Blazor.Tests.Forms;

/// <summary>Monday, 10:00 for the visitor in Berlin: all of 200 departments open on Wednesday at the same time.</summary>
public sealed class ClosedDoorsTests() : AppTest(new()
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
    {
        Departments = [.. Enumerable.Range(1, 200).Select(i => new Department { Id = new($"d{i}"), DisplayName = $"Department {i}", NextOpen = new(2026, 3, 4, 8, 0, 0, TimeSpan.Zero) })],
    },
})
{
    [Fact]
    public async Task Between_doors_that_open_at_the_same_time_there_is_no_choice_and_the_hours_are_said_once()
    {
        var app = Mount();
        await SeesAsync(app, "We are away right now");
        Assert.Empty(app.FindAll(".choice"));
        Assert.Equal(1, System.Net.WebUtility.HtmlDecode(app.Markup).Split("Opens Wednesday at").Length - 1);

        await LeaveAsync(app);

        Assert.Null(Host.Conversations[0].Info.Department);
    }

    [Fact]
    public async Task A_message_that_was_left_has_a_receipt_with_the_address_which_can_be_changed()
    {
        var app = Mount();
        await LeaveAsync(app);

        await SeesAsync(app, "We have your message");
        await SeesAsync(app, "We’ll answer to ana@example.com.");
        Assert.DoesNotContain("in line", app.Markup, StringComparison.Ordinal);
        await PressAsync(app, ".card .way");
        await AnswerAsync(app, ".card input[type=email]", "ana@");
        await SubmitAsync(app);
        await SeesAsync(app, "Please enter an email address");
        await AnswerAsync(app, ".card input[type=email]", "ana.costa@example.com");
        Host.Faults.Refuse(500, "/email");
        await SubmitAsync(app);
        await SeesAsync(app, "That did not work. Please try again.");
        await SubmitAsync(app);

        await SeesAsync(app, "We’ll answer to ana.costa@example.com.");
        Assert.Equal("ana.costa@example.com", Assert.Single(Host.Conversations[0].Fields).Value);
    }

    private async Task LeaveAsync(IRenderedComponent<LivecallerApp> app)
    {
        var kept = "";
        JSInterop.SetupVoid("localStorage.setItem", _ => true).SetVoidResult();
        await AnswerAsync(app, "input[type=email]", "ana@example.com");
        await AnswerAsync(app, "form textarea", "My lamp is broken.");
        var visitor = Client.Visitor!.Uuid;
        kept = $"{visitor}?email={Uri.EscapeDataString("ana@example.com")}";
        JSInterop.Setup<string?>("localStorage.getItem", _ => true).SetResult(kept);
        await SubmitAsync(app);
        await UntilAsync(() => Host.Conversations.Count == 1);
    }
}

using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;

namespace Livecaller.Blazor.Tests.Forms;

public sealed class PreChatFormTests() : AppTest(new()
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
    {
        Fields =
        [
            new() { Name = "about", Label = "What is it about?", Type = "select", Values = ["Orders", "Returns"], Order = 3 },
            new() { Name = "name", Label = "Name", Type = "name", Required = true, Order = 1 },
            new() { Name = "email", Label = "Email", Type = "email", Required = true, Order = 2 },
            new() { Name = "", Label = "Nobody", Type = "text" },
            new() { Name = "shoe", Label = "Shoe size", Type = "hologram", Order = 4 },
            new() { Name = "terms", Label = "", Type = "checkbox", Required = true, Order = 5 },
        ],
    },
})
{
    [Fact]
    public async Task The_form_stands_before_the_first_message_in_the_widgets_order()
    {
        var app = Mount();

        await SeesAsync(app, "A few words about you");
        Assert.Empty(app.FindAll(".composer"));
        Assert.Equal(
            ["Name", "Email", "What is it about? (optional)", "Shoe size (optional)", "terms"],
            app.FindAll(".field label").Select(l => l.TextContent.Trim()));
        Assert.Equal(["text", "email", "text", "checkbox"], app.FindAll(".field input").Select(i => i.GetAttribute("type")));
        foreach (var field in app.FindAll(".field input[id], .field select"))
            Assert.Contains(app.FindAll("label"), l => l.GetAttribute("for") == field.Id || l.QuerySelector("#" + field.Id) is not null);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_the_field_and_the_first_one_gets_the_focus()
    {
        var app = Mount();
        await AnswerAsync(app, "input[type=email]", "ana at example");

        await SubmitAsync(app);

        var faults = app.FindAll(".fault").Select(f => f.TextContent.Trim()).ToList();
        Assert.Equal(["Please fill this in.", "Please enter an email address, such as ana@example.com.", "Please fill this in."], faults);
        var name = app.Find("input[autocomplete=name]");
        Assert.Equal(("true", app.FindAll(".fault")[0].Id), (name.GetAttribute("aria-invalid"), name.GetAttribute("aria-describedby")));
        JSInterop.VerifyFocusAsyncInvoke();
        Assert.Empty(Host.Conversations);

        await AnswerAsync(app, "input[type=email]", "ana@example.com");
        Assert.Equal(2, app.FindAll(".fault").Count);
    }

    [Fact]
    public async Task The_answers_go_with_the_first_message_and_are_kept_for_the_next_conversation()
    {
        var app = Mount();
        await FillAsync(app);
        await BeginAsync(app, "Where is my lamp?");

        Assert.Equal("Where is my lamp?", Assert.Single(Host.MessagesOf(Host.Conversations[0].Id)).Content);
        Assert.Equal(
            [("about", "Returns"), ("email", "ana@example.com"), ("name", "Ana"), ("terms", "true")],
            Host.Conversations[0].Fields.Select(f => (f.Key, f.Value)).Order());
        var kept = (string)JSInterop.Invocations["localStorage.setItem"][^1].Arguments[1]!;
        Assert.Equal($"{Client.Visitor!.Uuid}?name=Ana&email=ana%40example.com&about=Returns&terms=true", kept);
    }

    [Fact]
    public async Task The_next_conversation_begins_with_the_form_again_filled_with_what_is_remembered()
    {
        var app = Mount();
        await FillAsync(app);
        await BeginAsync(app);
        JSInterop.Setup<string?>("localStorage.getItem", "livecaller.form").SetResult($"{Client.Visitor!.Uuid}?name=Ana&email=ana%40example.com&about=Gone");
        await Host.Operator.ClosesAsync();

        await PressAsync(app, ".start");

        await UntilAsync(() => app.FindAll("input[autocomplete=name]") is [var name] && name.GetAttribute("value") == "Ana");
        Assert.Equal("ana@example.com", app.Find("input[type=email]").GetAttribute("value"));
        // A choice that the widget offers no more is none.
        Assert.Equal("", app.Find("select").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task A_known_visitors_profile_fills_the_form()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna", "Anna", "anna@example.com"), Cancelled);
        var app = Mount();

        await UntilAsync(() => app.FindAll("input[autocomplete=name]").Count == 1);
        Assert.Equal(("Anna", "anna@example.com"), (app.Find("input[autocomplete=name]").GetAttribute("value"), app.Find("input[type=email]").GetAttribute("value")));
    }

    [Fact]
    public async Task Another_visitor_finds_an_empty_form_and_nothing_of_the_last()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna", "Anna", "anna@example.com"), Cancelled);
        var app = Mount();
        await UntilAsync(() => app.FindAll("input[autocomplete=name]").Count == 1);
        JSInterop.Setup<string?>("localStorage.getItem", "livecaller.form").SetResult($"{Client.Visitor!.Uuid}?name=Anna");

        await Client.UserLoginAsync(Host.IssueToken("ben"), Cancelled);

        await UntilAsync(() => app.FindAll("input[autocomplete=name]") is [var name] && string.IsNullOrEmpty(name.GetAttribute("value")));
        await UntilAsync(() => JSInterop.Invocations["localStorage.removeItem"].Any(i => Equals(i.Arguments[0], "livecaller.form")));
        Assert.DoesNotContain("Anna", app.Markup, StringComparison.OrdinalIgnoreCase);
    }

    private async Task FillAsync(IRenderedComponent<LivecallerApp> app)
    {
        await AnswerAsync(app, "input[autocomplete=name]", "  Ana ");
        await AnswerAsync(app, "input[type=email]", "ana@example.com");
        await app.InvokeAsync(() => app.Find("select").ChangeAsync(new() { Value = "Returns" }));
        await app.InvokeAsync(() => app.Find("input[type=checkbox]").ChangeAsync(new() { Value = true }));
        await SubmitAsync(app);
    }
}

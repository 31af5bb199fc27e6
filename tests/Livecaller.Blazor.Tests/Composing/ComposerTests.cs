using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Blazor.Tests.Composing;

public sealed class ComposerTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void Enter_sends_and_empties_the_field()
    {
        var panel = RenderPanel(_script.Context());

        panel.Find("textarea").Input("  Hello\nthere ");
        panel.Find("textarea").KeyDown("Enter");

        Assert.Equal("Hello\nthere", Assert.Single(_script.Sent).Content);
        Assert.Equal("", panel.Find("textarea").GetAttribute("value") ?? "");
        Assert.Equal(["type   Hello\nthere "], _script.Done);
    }

    [Fact]
    public void Shift_enter_and_an_input_method_do_not_send()
    {
        var panel = RenderPanel(_script.Context());

        panel.Find("textarea").Input("Hello");
        panel.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter", ShiftKey = true });
        panel.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter", IsComposing = true });

        Assert.Empty(_script.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\u200B\u2800\u3164")]
    public void Nothing_is_not_sent(string text)
    {
        var panel = RenderPanel(_script.Context());

        panel.Find("textarea").Input(text);
        panel.Find("textarea").KeyDown("Enter");

        Assert.Empty(_script.Sent);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));
    }

    [Fact]
    public void The_keys_move_through_the_emoji_and_stop_at_the_ends()
    {
        var panel = RenderPanel(_script.Context());
        panel.Find(".emoji .open").Click();
        Assert.Equal(0, Current());

        foreach (var (key, expected) in ((string, int)[])[("ArrowLeft", 0), ("ArrowRight", 1), ("ArrowDown", 9), ("ArrowUp", 1), ("ArrowUp", 1), ("End", 47), ("ArrowRight", 47), ("Home", 0)])
        {
            panel.Find(".emoji .panel").KeyDown(key);
            Assert.Equal(expected, Current());
        }

        panel.Find(".emoji .open").Click();
        Assert.Empty(panel.FindAll(".emoji .panel"));

        int Current() => panel.FindAll(".emoji .one").Index().Single(e => e.Item.GetAttribute("tabindex") == "0").Index;
    }

    [Fact]
    public void The_picker_asks_for_the_accepted_kinds() =>
        Assert.Equal(".png,.pdf", RenderPanel(_script.Context()).Find("input[type=file]").GetAttribute("accept"));

    [Fact]
    public async Task A_text_that_is_too_long_is_said_before_it_is_sent()
    {
        var panel = RenderPanel(_script.Context());

        panel.Find("textarea").Input(new string('a', 10_003));
        Assert.Equal("Too long by 3 characters. Messages can have up to 10000.", panel.Find(".problem").TextContent);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));
        panel.Find("textarea").KeyDown("Enter");
        Assert.Empty(_script.Sent);

        // One that does not come with its keys: the browser tells its length alone.
        await panel.InvokeAsync(() => panel.FindComponent<Composer>().Instance.OnLongText(100_000));
        Assert.Equal("Too long by 90000 characters. Messages can have up to 10000.", panel.Find(".problem").TextContent);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));

        panel.Find("textarea").Input("short");
        Assert.Empty(panel.FindAll(".problem"));
        Assert.False(panel.Find(".send").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_text_of_a_field_that_is_gone_comes_back_before_what_was_written_since()
    {
        var context = _script.Context();
        var panel = RenderPanel(context);

        await panel.InvokeAsync(() => context.Memory.Draft.Restore("", "long"));
        Assert.Equal("long", panel.Find("textarea").GetAttribute("value"));

        // The restored text replaces the beginning of itself that the draft already had.
        await panel.InvokeAsync(() => context.Memory.Draft.Restore("long", "longer"));
        Assert.Equal("longer", panel.Find("textarea").GetAttribute("value"));
        panel.Find("textarea").Input("since");
        await panel.InvokeAsync(() => context.Memory.Draft.Restore("longer", "longest"));
        Assert.Equal("longest\nsince", panel.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public void What_could_not_be_kept_is_back_in_the_field_and_said()
    {
        _script.CannotSend = true;
        var panel = RenderPanel(_script.Context());

        panel.Find("textarea").Input("Hello");
        panel.Find("textarea").KeyDown("Enter");

        Assert.Equal("Hello", panel.Find("textarea").GetAttribute("value"));
        Assert.Equal("That could not be sent. Please try again.", panel.Find(".problem").TextContent);
        _script.CannotSend = false;
        panel.Find(".send").Click();
        Assert.Equal("Hello", Assert.Single(_script.Sent).Content);
        Assert.Empty(panel.FindAll(".problem"));
    }

    [Fact]
    public void A_draft_outlives_the_composer()
    {
        var context = _script.Context();
        RenderPanel(context).Find("textarea").Input("Half a sen");

        Assert.Equal("Half a sen", RenderPanel(context).Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task A_draft_is_one_visitors_alone()
    {
        var memory = new ChatMemory();
        await memory.BelongToAsync(null, JSInterop.JSRuntime);
        memory.Draft.Text = "written before there was a session";
        await memory.BelongToAsync(new("anna"), JSInterop.JSRuntime);
        Assert.False(memory.Draft.IsEmpty);

        await memory.BelongToAsync(new("ben"), JSInterop.JSRuntime);
        Assert.True(memory.Draft.IsEmpty);
    }
}

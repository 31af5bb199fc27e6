using Bunit;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components.Forms;
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
    public void Nothing_is_not_sent(string text)
    {
        var panel = RenderPanel(_script.Context());

        panel.Find("textarea").Input(text);
        panel.Find("textarea").KeyDown("Enter");

        Assert.Empty(_script.Sent);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));
    }

    [Fact]
    public void Several_files_are_uploaded_and_sent_together()
    {
        var panel = RenderPanel(_script.Context());

        panel.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromBinary([1, 2, 3], "a.png", contentType: "image/png"),
            InputFileContent.CreateFromBinary([4], "b\u202E.PDF"));
        panel.WaitForAssertion(() => Assert.False(panel.Find(".send").HasAttribute("disabled")));
        panel.Find(".send").Click();

        Assert.Equal([("a.png", "image/png"), ("b.PDF", "application/octet-stream")], _script.Uploads.Select(u => (u.Name, u.ContentType)));
        Assert.Equal(["a1", "a2"], Assert.Single(_script.Sent).Attachments.Select(a => a.Id.Value));
        Assert.Empty(panel.FindAll(".chip"));
    }

    [Theory]
    [InlineData("virus.exe", 10, "virus.exe cannot be sent. Accepted kinds: png, pdf.")]
    [InlineData("noextension", 10, "noextension cannot be sent. Accepted kinds: png, pdf.")]
    [InlineData("large.png", 3072, "large.png has 3 KB. A file may have up to 2 KB.")]
    [InlineData("empty.png", 0, "empty.png is empty.")]
    public void A_file_that_is_not_accepted_is_refused_with_the_reason_before_the_upload(string name, int size, string reason)
    {
        var panel = RenderPanel(_script.Context());

        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[size], name));

        Assert.Equal(reason, panel.Find(".chip [role=alert]").TextContent);
        Assert.Empty(_script.Uploads);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));
        panel.Find(".chip .remove").Click();
        Assert.Empty(panel.FindAll(".chip"));
    }

    [Fact]
    public void The_picker_asks_for_the_accepted_kinds() =>
        Assert.Equal(".png,.pdf", RenderPanel(_script.Context()).Find("input[type=file]").GetAttribute("accept"));
}

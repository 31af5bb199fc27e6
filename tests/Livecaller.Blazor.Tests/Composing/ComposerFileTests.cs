using System.Text;
using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Composing;

public sealed class ComposerFileTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public async Task Several_files_go_with_one_message_and_stay_where_they_are_until_then()
    {
        var panel = RenderPanel(_script.Context());
        var (picture, paper) = (new FakeBlob("picture"u8.ToArray()), new FakeBlob("paper"u8.ToArray()));

        await ChooseAsync(panel, "a.png", picture, 7, "image/png", "blob:a", 800, 600);
        await ChooseAsync(panel, "b\u202E.PDF", paper, 5);
        Assert.Equal("blob:a", panel.Find(".picture img").GetAttribute("src"));
        Assert.Equal("b.PDF", panel.Find(".chip .name").TextContent);
        Assert.Empty(_script.Sent);
        Assert.Empty(picture.Pieces);
        panel.Find("textarea").Input("Here they are");
        panel.Find(".send").Click();

        var sent = Assert.Single(_script.Sent);
        Assert.Equal("Here they are", sent.Content);
        Assert.Equal([("a.png", "image/png"), ("b.PDF", "application/octet-stream")], sent.Uploads.Select(u => (u.Name, u.ContentType)));
        Assert.Equal(["picture", "paper"], _script.Files.Select(Encoding.UTF8.GetString));
        Assert.Empty(panel.FindAll(".files"));
        Assert.True(picture.IsGone && paper.IsGone);
    }

    [Theory]
    [InlineData("virus.exe", 10, 1, "virus.exe can’t be sent. Accepted types: png, pdf.")]
    [InlineData("noextension", 10, 1, "noextension can’t be sent. Accepted types: png, pdf.")]
    [InlineData("large.png", 3072, 1, "large.png is 3 KB. Files can be up to 2 KB.")]
    [InlineData("empty.png", 0, 1, "empty.png is empty.")]
    [InlineData("Holidays", -1, 1, "Holidays is a folder. Choose the files in it.")]
    [InlineData("text.png", 10, 0, "text.png can’t be opened: it is damaged or not an image.")]
    public async Task A_file_that_is_not_accepted_is_refused_with_the_reason_before_the_upload(string name, int size, int width, string reason)
    {
        var panel = RenderPanel(_script.Context());
        var blob = new FakeBlob([]);

        await ChooseAsync(panel, name, blob, size, "image/png", null, width, width);

        Assert.Equal(reason, panel.Find(".chip [role=alert]").TextContent);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));
        Assert.True(blob.IsGone);
        panel.Find(".chip .button").Click();
        Assert.Empty(panel.FindAll(".chip"));
    }

    [Fact]
    public async Task Markup_in_a_name_stays_text()
    {
        var panel = RenderPanel(_script.Context());

        await ChooseAsync(panel, "<img src=x onerror=alert(1)>.pdf", new FakeBlob([1]), 1);

        Assert.Equal("<img src=x onerror=alert(1)>.pdf", panel.Find(".chip .name").TextContent);
        Assert.Empty(panel.FindAll(".chip img"));
    }

    [Fact]
    public async Task More_files_than_a_message_takes_are_left_out()
    {
        var panel = RenderPanel(_script.Context());
        for (var i = 0; i <= Draft.MaxFiles; i++) await ChooseAsync(panel, $"{i}.pdf", new FakeBlob([1]), 1);

        Assert.Equal("10.pdf was left out. A message can have up to 10 files.", panel.Find(".chip [role=alert]").TextContent);
        panel.Find(".send").Click();
        Assert.Equal(Draft.MaxFiles, Assert.Single(_script.Sent).Uploads.Count);
    }

    [Fact]
    public async Task A_file_that_was_taken_away_is_not_sent()
    {
        var panel = RenderPanel(_script.Context());
        var blob = new FakeBlob([1]);
        await ChooseAsync(panel, "a.pdf", blob, 1);

        panel.Find(".chip .button").Click();

        Assert.True(blob.IsGone);
        Assert.True(panel.Find(".send").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Files_of_a_message_that_could_not_be_kept_are_chosen_again()
    {
        _script.CannotSend = true;
        var panel = RenderPanel(_script.Context());
        var blob = new FakeBlob([1]);
        await ChooseAsync(panel, "a.pdf", blob, 1);

        panel.Find(".send").Click();

        Assert.False(blob.IsGone);
        Assert.Equal("a.pdf", panel.Find(".chip .name").TextContent);
    }

    private static Task ChooseAsync(
        IRenderedComponent<CascadingValue<ChatContext>> panel, string name, FakeBlob blob, long size,
        string type = "", string? preview = null, int? width = null, int? height = null) =>
        panel.InvokeAsync(() => panel.FindComponent<Composer>().Instance.OnFileAsync(blob, name, type, size, preview, width, height));
}

using Bunit;
using Livecaller.Components.Attachments;
using Livecaller.Components.Tests.Parts;

namespace Livecaller.Components.Tests.Attachments;

public sealed class StoredFileTests : TestParts
{
    [Theory]
    [InlineData("lamp.png", "image/png")]
    [InlineData("lamp.jpg", "image/jpeg")]
    [InlineData("lamp.webp", "image/webp")]
    [InlineData("lamp.avif", "image/avif")]
    public void Images_that_contain_only_pixels_are_shown_as_images(string name, string mimeType)
    {
        var file = File(name, mimeType, "/v1/widget/attachments/1");

        Assert.Equal(name, Show<MessageImages>(("Files", new[] { file })).Find("img").GetAttribute("alt"));
        Assert.Empty(Show<MessageFiles>(("Files", new[] { file })).Markup.Trim());
    }

    [Theory]
    [InlineData("trap.svg", "image/svg+xml")]
    [InlineData("trap.svg", "image/svg+xml; charset=utf-8")]
    [InlineData("trap.html", "text/html")]
    [InlineData("bill.pdf", "application/pdf")]
    [InlineData("lamp.png", "image/PNG;x")]
    public void Files_that_can_contain_a_script_are_cards_to_download(string name, string mimeType)
    {
        var file = File(name, mimeType, "/v1/widget/attachments/1");

        Assert.Empty(Show<MessageImages>(("Files", new[] { file })).Markup.Trim());
        var link = Show<MessageFiles>(("Files", new[] { file })).Find("a");
        Assert.Equal(("https://chat.example/v1/widget/attachments/1", name), (link.GetAttribute("href"), link.GetAttribute("download")));
        Assert.Equal(("_blank", "noopener noreferrer"), (link.GetAttribute("target"), link.GetAttribute("rel")));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JAVASCRIPT:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    public void Addresses_that_are_no_web_addresses_are_neither_loaded_nor_linked(string url)
    {
        ShownFile[] files = [File("trap.png", "image/png", url), File("trap.txt", "text/plain", url), File("trap.webm", "audio/webm", url)];

        var shown = Show<MessageImages>(("Files", files)).Markup + Show<MessageFiles>(("Files", files)).Markup;

        Assert.DoesNotContain("href", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", shown, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("trap.png", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_with_a_line_break_is_a_path_of_the_server()
    {
        var link = Show<MessageFiles>(("Files", new[] { File("trap.txt", "text/plain", "java\nscript:alert(1)") })).Find("a");

        Assert.StartsWith("https://chat.example/", link.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_and_directions_in_a_name_are_text()
    {
        var shown = Show<MessageFiles>(("Files", new[] { File("<i>bill</i>\u202Efdp.exe", "application/pdf", "/1") }));

        Assert.Empty(shown.FindAll("i"));
        Assert.DoesNotContain('\u202E', shown.Markup);
    }

    [Theory]
    [InlineData(520, 260, "260", "130")]
    [InlineData(100, 1000, "260", "320")]
    [InlineData(40, 30, "260", "195")]
    [InlineData(30_000, 1, "260", "96")]
    [InlineData(1, 30_000, "260", "320")]
    [InlineData(int.MaxValue, int.MaxValue, "260", "260")]
    [InlineData(0, 30, null, null)]
    [InlineData(-1, 30, null, null)]
    [InlineData(null, 30, null, null)]
    public void Image_reserves_its_place_before_it_has_loaded(int? width, int? height, string? shownWidth, string? shownHeight)
    {
        var file = File("lamp.png", "image/png", "/full", a => a with { ThumbnailUrl = "/small", Width = width, Height = height });

        var image = Show<MessageImages>(("Files", new[] { file })).Find("img");

        Assert.Equal(("https://chat.example/small", shownWidth, shownHeight), (image.GetAttribute("src"), image.GetAttribute("width"), image.GetAttribute("height")));
    }

    [Fact]
    public void Image_opens_in_the_viewer()
    {
        var image = Show<MessageImages>(("Files", new[] { File("lamp.png", "image/png", "/full") }));

        image.Find("button").Click();

        Assert.Equal("a1", Viewer.Current?.Value);
    }

    [Fact]
    public void Image_that_does_not_load_is_a_card()
    {
        var image = Show<MessageImages>(("Files", new[] { File("lamp.png", "image/png", "/full") }));

        image.Find("img").TriggerEvent("onerror", new Microsoft.AspNetCore.Components.Web.ErrorEventArgs());

        Assert.Equal("lamp.png", image.Find("a").GetAttribute("download"));
    }

    [Theory]
    [InlineData(0.0, "0:00")]
    [InlineData(7.4, "0:07")]
    [InlineData(59.6, "1:00")]
    [InlineData(754.0, "12:34")]
    [InlineData(3600.0, "1:00:00")]
    [InlineData(-5.0, "0:00")]
    [InlineData(double.NaN, "0:00")]
    [InlineData(double.PositiveInfinity, "0:00")]
    public void Recording_has_a_player_that_shows_its_length(double seconds, string length)
    {
        var shown = Show<MessageFiles>(("Files", new[] { File("voice.webm", "audio/webm", "/voice", a => a with { Duration = seconds }) }));

        Assert.Equal(("https://chat.example/voice", "none"), (shown.Find("audio").GetAttribute("src"), shown.Find("audio").GetAttribute("preload")));
        Assert.Equal(length, shown.Find("[role=timer]").TextContent);
    }
}

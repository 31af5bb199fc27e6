using Bunit;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Attachments;

public sealed class AttachmentTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void A_picture_stands_in_its_place_with_known_dimensions()
    {
        var panel = RenderWith(new() { Id = new("a"), Name = "lamp.png", MimeType = "image/png", Size = 5000, Url = "/v1/a.png?sig=1", Width = 1040, Height = 520 });

        var image = panel.Find("img");
        Assert.Equal(("https://livecaller.test/v1/a.png?sig=1", "260", "130", "lamp.png"), (image.GetAttribute("src"), image.GetAttribute("width"), image.GetAttribute("height"), image.GetAttribute("alt")));
    }

    [Fact]
    public void A_file_is_a_card_with_its_name_and_size()
    {
        var panel = RenderWith(new() { Id = new("a"), Name = "invoice.pdf", MimeType = "application/pdf", Size = 1887436, Url = "https://x.example/f" });

        Assert.Equal(("PDF", "invoice.pdf", "1.8 MB"), (panel.Find(".kind").TextContent, panel.Find(".name").TextContent, panel.Find(".size").TextContent));
        Assert.Equal("noopener noreferrer", panel.Find("a.card").GetAttribute("rel"));
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("text/html")]
    public void What_may_carry_scripts_is_never_shown_as_a_picture(string type) =>
        Assert.Empty(RenderWith(new() { Id = new("a"), Name = "x", MimeType = type, Size = 1, Url = "https://x.example/f" }).FindAll("img"));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hi")]
    public void An_address_that_is_not_http_is_not_linked(string url) =>
        Assert.Empty(RenderWith(new() { Id = new("a"), Name = "x.pdf", MimeType = "application/pdf", Size = 1, Url = url }).FindAll("a"));

    [Theory]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("..\\..\\a/b\u0000\u2066c.png", "bc.png")]
    [InlineData("in\u200Bvoice\uFEFF.pdf", "invoice.pdf")]
    [InlineData("invoice.pdf \u00A0\u3000   \u2028 .exe", "invoice.pdf .exe")]
    [InlineData("\u202E", "file")]
    [InlineData("<b>x</b>.pdf", "b>.pdf")]
    public void Direction_overrides_and_folders_leave_the_name(string name, string shown)
    {
        Assert.Equal(shown, Livecaller.Shared.SafeText.FileName(name));
        var panel = RenderWith(new() { Id = new("a"), Name = name, MimeType = "application/pdf", Size = 1, Url = "https://x.example/f" });
        Assert.Equal(shown, panel.Find(".name").TextContent);
    }

    [Fact]
    public void The_extension_of_a_long_name_is_always_there()
    {
        var panel = RenderWith(new() { Id = new("a"), Name = new string('a', 200) + ".pdf.exe", MimeType = "application/pdf", Size = 1, Url = "https://x.example/f" });

        Assert.Equal(new string('a', 200) + ".pdf", panel.Find(".name .stem").GetAttribute("data-lc-text"));
        Assert.Equal(".exe", panel.Find(".name :last-child").GetAttribute("data-lc-text"));
        Assert.Equal(new string('a', 200) + ".pdf.exe", panel.Find(".name").TextContent);
    }

    [Fact]
    public void What_turns_out_to_be_no_picture_is_a_file_to_download()
    {
        var panel = RenderWith(new() { Id = new("a"), Name = "lamp.png", MimeType = "image/png", Size = 5000, Url = "https://x.example/f" });

        panel.Find("img").TriggerEvent("onerror", new Microsoft.AspNetCore.Components.Web.ErrorEventArgs());

        Assert.Empty(panel.FindAll("img"));
        Assert.Equal("https://x.example/f", panel.Find("a.card").GetAttribute("href"));
    }

    [Fact]
    public void The_servers_thumbnail_is_shown_and_not_the_whole_picture()
    {
        var panel = RenderWith(new() { Id = new("a"), Name = "lamp.png", MimeType = "image/png", Size = 5000, Url = "/full", ThumbnailUrl = "/small" });

        Assert.Equal("https://livecaller.test/small", panel.Find("img").GetAttribute("src"));
    }

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Chat.ChatContext>> RenderWith(AttachmentPayload attachment)
    {
        var message = _script.Message(Scripted.Nino, "");
        return RenderPanel(_script.Context(message with { Payload = message.Payload with { Attachments = [attachment] } }));
    }
}

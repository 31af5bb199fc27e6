using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Attachments;

public sealed class ImageLayoutTests : ChatTest
{
    private readonly Scripted _script = new();

    [Theory]
    [InlineData(1, 4_000, "320")]
    [InlineData(4_000, 1, "96")]
    [InlineData(520, 260, "130")]
    public void An_image_of_any_shape_has_one_width_and_a_height_that_can_be_seen(int width, int height, string shown)
    {
        var image = Render("", (width, height)).Find("img");

        Assert.Equal(("260", shown), (image.GetAttribute("width"), image.GetAttribute("height")));
    }

    [Fact]
    public void Three_images_of_extreme_shapes_are_one_large_over_two_halves()
    {
        var panel = Render("", (1, 4_000), (4_000, 1), (800, 600));

        Assert.Equal(3, panel.FindAll(".grid.three .tile img").Count);
        Assert.All(panel.FindAll(".grid img"), image => Assert.Null(image.GetAttribute("width")));
    }

    [Theory]
    [InlineData(2, 2, null)]
    [InlineData(4, 4, null)]
    [InlineData(5, 4, "1")]
    [InlineData(30, 4, "26")]
    public void More_than_four_images_say_on_the_fourth_how_many_more_there_are(int count, int shown, string? rest)
    {
        var panel = Render("", [.. Enumerable.Repeat((800, 600), count)]);

        Assert.Equal(shown, panel.FindAll(".grid .tile").Count);
        Assert.Equal(rest, panel.FindAll(".grid .rest").Select(r => r.GetAttribute("data-lc-more")).SingleOrDefault());
    }

    [Fact]
    public void A_caption_is_in_the_same_bubble()
    {
        var panel = Render("Here it is", (800, 600), (800, 600));

        Assert.NotNull(Assert.Single(panel.FindAll(".bubble")).QuerySelector(".grid"));
        Assert.Equal("Here it is", panel.Find(".bubble .text").TextContent);
    }

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Chat.ChatContext>> Render(string text, params (int Width, int Height)[] images)
    {
        var message = _script.Message(Scripted.Nino, text);
        return RenderPanel(_script.Context(message with
        {
            Payload = message.Payload with
            {
                Attachments = [.. images.Select((image, i) => new AttachmentPayload { Id = new($"a{i}"), Name = $"{i}.png", MimeType = "image/png", Size = 5, Url = $"/{i}.png", Width = image.Width, Height = image.Height })],
            },
        }));
    }
}

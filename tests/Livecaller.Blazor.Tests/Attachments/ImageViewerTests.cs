using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Components.Attachments;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Attachments;

public sealed class ImageViewerTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public async Task The_pictures_of_all_messages_are_looked_at_in_their_order()
    {
        var panel = RenderPanel(_script.Context(
            With("a.png", "invoice.pdf"), _script.Message(Scripted.Visitor, "And?"), With("b.png", "c.png")));
        Assert.Empty(panel.FindAll(".viewer"));

        panel.FindAll("button.open")[1].Click();
        Assert.Equal(("b.png", "2 of 3"), Shown(panel));
        var viewer = panel.FindComponent<ImageViewer>();
        await viewer.InvokeAsync(() => viewer.Instance.Move(1));
        Assert.Equal(("c.png", "3 of 3"), Shown(panel));
        await viewer.InvokeAsync(() => viewer.Instance.Move(1));
        Assert.Equal(("c.png", "3 of 3"), Shown(panel));
        panel.Find(".turn.back").Click();
        panel.Find(".turn.back").Click();
        Assert.Equal(("a.png", "1 of 3"), Shown(panel));
        Assert.Equal("true", panel.Find(".turn.back").GetAttribute("aria-disabled"));
        Assert.Equal("a.png", panel.Find(".viewer a").GetAttribute("download"));

        await viewer.InvokeAsync(viewer.Instance.Close);
        Assert.Empty(panel.FindAll(".viewer"));
    }

    [Fact]
    public void A_picture_that_is_deleted_meanwhile_goes_away()
    {
        var (first, second) = (With("a.png"), With("b.png"));
        var context = _script.Context(first, second);
        var panel = RenderPanel(context);
        panel.FindAll("button.open")[1].Click();

        var deleted = second with { Payload = second.Payload with { DeletedAt = Scripted.Start } };
        panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [first, deleted] } }));

        Assert.Empty(panel.FindAll(".viewer"));
    }

    [Fact]
    public void One_picture_has_no_neighbours()
    {
        var panel = RenderPanel(_script.Context(With("a.png")));

        panel.Find("button.open").Click();

        Assert.Empty(panel.FindAll(".turn"));
        Assert.Equal("", panel.Find(".place").TextContent);
    }

    [Fact]
    public void A_picture_that_does_not_open_is_said()
    {
        var panel = RenderPanel(_script.Context(With("a.png")));
        panel.Find("button.open").Click();

        panel.Find(".whole").TriggerEvent("onerror", new Microsoft.AspNetCore.Components.Web.ErrorEventArgs());

        Assert.Equal("a.png can’t be opened: it is damaged or not an image.", panel.Find(".viewer [role=alert]").TextContent);
    }

    private static (string Name, string Place) Shown(IRenderedComponent<CascadingValue<ChatContext>> panel)
    {
        var name = panel.Find(".viewer .name").TextContent;
        Assert.Equal(name, panel.Find(".whole").GetAttribute("alt"));
        return (name, panel.Find(".place").TextContent);
    }

    private ConversationMessage With(params string[] names)
    {
        var message = _script.Message(Scripted.Nino, "");
        return message with
        {
            Payload = message.Payload with
            {
                Attachments =
                [
                    .. names.Select(n => new AttachmentPayload
                    {
                        Id = new(n), Name = n, Size = 1, Url = "/" + n, MimeType = n.EndsWith("png", StringComparison.Ordinal) ? "image/png" : "application/pdf",
                    }),
                ],
            },
        };
    }
}

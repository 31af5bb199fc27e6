using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Attachments;

public sealed class PendingFileTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void An_upload_shows_how_far_it_is_and_can_be_taken_back()
    {
        var message = Pending(new MessageUpload { Name = "invoice.pdf", ContentType = "application/pdf", Size = 400, Sent = 100 });
        var panel = RenderPanel(_script.Context(message));

        Assert.Equal("0.25", panel.Find("progress").GetAttribute("value"));
        Assert.Equal("Uploading invoice.pdf", panel.Find("progress").GetAttribute("aria-label"));
        var cancel = panel.Find("button.cancel");
        Assert.Equal("Cancel sending invoice.pdf", cancel.GetAttribute("aria-label"));
        cancel.Click();
        Assert.Equal([$"discard {message.Id}"], _script.Done);
    }

    [Fact]
    public void A_refused_file_shows_no_progress_but_what_can_be_done()
    {
        var message = Pending(new MessageUpload { Name = "invoice.pdf", ContentType = "application/pdf", Size = 400 }) with
        {
            Status = MessageStatus.Failed,
            FailureReason = "The bytes are of another kind.",
        };
        var panel = RenderPanel(_script.Context(message));

        Assert.Empty(panel.FindAll("progress"));
        Assert.Equal("invoice.pdf", panel.Find(".card .name").TextContent);
        Assert.Contains("The bytes are of another kind.", panel.Find(".failed").TextContent, StringComparison.Ordinal);
        panel.FindAll(".action")[0].Click();
        Assert.Equal([$"retry {message.Id}"], _script.Done);
    }

    [Fact]
    public async Task The_visitors_own_picture_is_seen_from_the_page_while_it_is_uploaded_and_after()
    {
        var panel = RenderPanel(_script.Context());
        await panel.InvokeAsync(() => panel.FindComponent<Composer>().Instance.OnFileAsync(new FakeBlob([1]), "lamp.png", "image/png", 1, "blob:lamp", 520, 260));
        var context = panel.Instance.Value!;
        panel.Find(".send").Click();
        var id = Assert.Single(_script.Sent).Id!.Value;

        var pending = Pending(new MessageUpload { Name = "lamp.png", ContentType = "image/png", Size = 1 });
        pending = pending with { Payload = pending.Payload with { Id = id } };
        Show(panel, context, pending);
        Assert.Equal(("blob:lamp", "260", "130"), Picture(panel));
        Assert.True(panel.Find("button.open").HasAttribute("disabled"));
        Assert.Equal("0", panel.Find("[role=progressbar]").GetAttribute("aria-valuenow"));

        var stored = new AttachmentPayload { Id = new("a"), Name = "lamp.png", MimeType = "image/png", Size = 1, Url = "/full", Width = 520, Height = 260 };
        Show(panel, context, pending with { Status = MessageStatus.Sent, Uploads = [], Payload = pending.Payload with { Attachments = [stored] } });
        Assert.Equal(("blob:lamp", "260", "130"), Picture(panel));
        Assert.Empty(panel.FindAll("[role=progressbar]"));
        Assert.False(panel.Find("button.open").HasAttribute("disabled"));
    }

    [Fact]
    public void A_card_becomes_a_link_when_its_upload_is_over()
    {
        var pending = Pending(new MessageUpload { Name = "invoice.pdf", ContentType = "application/pdf", Size = 400, Sent = 100 });
        var context = _script.Context(pending);
        var panel = RenderPanel(context);
        Show(panel, context, pending with { Uploads = [new() { Name = "invoice.pdf", ContentType = "application/pdf", Size = 400, Sent = 400 }] });
        Assert.Equal("1", panel.Find("progress").GetAttribute("value"));

        var stored = new AttachmentPayload { Id = new("a"), Name = "invoice.pdf", MimeType = "application/pdf", Size = 400, Url = "/full" };
        Show(panel, context, pending with { Status = MessageStatus.Sent, Uploads = [], Payload = pending.Payload with { Attachments = [stored] } });

        Assert.Empty(panel.FindAll("progress"));
        Assert.Equal("400 B", panel.Find("a.card .size").TextContent.Trim());
        Assert.Equal("Download invoice.pdf", panel.Find("a.card").GetAttribute("title"));
    }

    private static (string? Source, string? Width, string? Height) Picture(IRenderedComponent<CascadingValue<ChatContext>> panel) =>
        panel.Find(".row img") is var image ? (image.GetAttribute("src"), image.GetAttribute("width"), image.GetAttribute("height")) : default;

    private static void Show(IRenderedComponent<CascadingValue<ChatContext>> panel, ChatContext context, ConversationMessage message) =>
        panel.Render(With(context with { Snapshot = context.Snapshot with { Messages = [message] } }));

    private ConversationMessage Pending(MessageUpload upload) =>
        _script.Message(Scripted.Visitor, "", status: MessageStatus.Pending) with { Uploads = [upload] };
}

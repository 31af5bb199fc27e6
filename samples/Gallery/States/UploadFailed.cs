using Gallery.Scenes;

namespace Gallery.States;

internal sealed class UploadFailed : GalleryState
{
    public override string Name => "upload-failed";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Failed upload";

    public override string Description => "A file that the server rejected can be sent again or discarded.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ArrangeAsync(Scene scene)
    {
        var conversation = await scene.OpenConversationAsync();
        scene.Host.Faults.Refuse(413, "/attachments");
        var invoice = SceneFile.Pdf("invoice-4127.pdf", 91_200);
        var message = await conversation.SendAsync(new() { Content = scene.Lines.Answer, Uploads = [invoice.ToUpload()] });
        await conversation.WaitUntilSentAsync(message.Id);
    }
}

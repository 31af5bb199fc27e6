using Gallery.Scenes;

namespace Gallery.States;

internal sealed class UploadFailed : GalleryState
{
    public override string Name => "upload-failed";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Failed upload";

    public override string Description => "The server refused a file: try again or discard it.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ArrangeAsync(Scene scene)
    {
        var conversation = await scene.OpenConversationAsync();
        scene.Host.Faults.Refuse(413, "/attachments");
        var invoice = SceneFile.Pdf("invoice-4127.pdf", 91_200);
        var message = await conversation.SendAsync(new() { Content = scene.Lines.Answer, Uploads = [invoice.ToUpload()] });
        await conversation.WaitUntilSentAsync(message.Id);
    }
}

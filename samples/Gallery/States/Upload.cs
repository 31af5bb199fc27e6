using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Upload : GalleryState
{
    public override string Name => "upload";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Upload";

    public override string Description => "Files are being uploaded.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        scene.Network.Hold("/v1/widget/attachments");
        await browser.WaitForComposerAsync();
        await browser.ChooseFilesAsync(".lc .picker", SceneFile.Box, SceneFile.Pdf("invoice-4127.pdf", 91_200));
        await browser.WaitForAsync(".lc .files > :nth-child(2)");
        await browser.ClickAsync(".lc .send.ready");
        await browser.WaitForAsync(".lc .row progress");
    }
}

using Gallery.Scenes;

namespace Gallery.States;

internal sealed class FilesToSend : GalleryState
{
    public override string Name => "files-to-send";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Files to send";

    public override string Description => "Selected files, and the reason why one can't be sent.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await browser.ChooseFilesAsync(".lc .picker", SceneFile.OtherShade, SceneFile.Pdf("invoice-4127.pdf", 91_200), SceneFile.Program("setup.exe"));
        await browser.WaitForAsync(".lc .files > :nth-child(3)");
        await browser.WriteAsync(".lc textarea", scene.Lines.Answer);
    }
}

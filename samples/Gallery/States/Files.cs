using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Files : GalleryState
{
    public override string Name => "files";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Images and files";

    public override string Description => "Single and multiple images, and files of both sides.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        history.Ago(20);
        await history.VisitorSaysAsync(history.Lines.Question);
        history.Ago(18);
        await history.Operator.SaysAsync(history.Lines.Sorry);
        history.Ago(15);
        await history.VisitorSaysAsync(history.Lines.Answer, uploads: [SceneFile.Box.ToUpload()]);
        history.Ago(9);
        await history.Operator.SendsFileAsync(SceneFile.Pdf("label-4127.pdf", 184_320).ToUpload(), history.Lines.AskForPicture);
        history.Ago(5);
        await history.VisitorSaysAsync("", uploads: [SceneFile.Lamp.ToUpload(), SceneFile.OtherShade.ToUpload()]);
        await history.Operator.ReadsAsync();
        await history.ReadAsync();
    }
}

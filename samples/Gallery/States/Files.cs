using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Files : GalleryState
{
    public override string Name => "files";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Pictures and files";

    public override string Description => "Pictures, several at once, and files of both sides.";

    public override async Task RememberAsync(Past past)
    {
        past.Ago(20);
        await past.VisitorSaysAsync(past.Lines.Question);
        past.Ago(18);
        await past.Operator.SaysAsync(past.Lines.Sorry);
        past.Ago(15);
        await past.VisitorSaysAsync(past.Lines.Answer, uploads: [SceneFile.Box.ToUpload()]);
        past.Ago(9);
        await past.Operator.SendsFileAsync(SceneFile.Pdf("label-4127.pdf", 184_320).ToUpload(), past.Lines.AskForPicture);
        past.Ago(5);
        await past.VisitorSaysAsync("", uploads: [SceneFile.Lamp.ToUpload(), SceneFile.OtherShade.ToUpload()]);
        await past.Operator.ReadsAsync();
        await past.ReadAsync();
    }
}

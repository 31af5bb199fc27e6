using Gallery.Scenes;

namespace Gallery.States;

internal sealed class ManyImages : GalleryState
{
    public override string Name => "pictures";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Several images";

    public override string Description => "Three images with a caption, and six.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        history.Ago(7);
        await history.VisitorSaysAsync(history.Lines.Answer, uploads: [SceneFile.Lamp.ToUpload(), SceneFile.OtherShade.ToUpload(), SceneFile.Box.ToUpload()]);
        history.Ago(1);
        await history.VisitorSaysAsync("", uploads:
        [
            SceneFile.Box.ToUpload(), SceneFile.Lamp.ToUpload(), SceneFile.OtherShade.ToUpload(), SceneFile.Lamp.ToUpload(), SceneFile.Box.ToUpload(),
            SceneFile.OtherShade.ToUpload(),
        ]);
        await history.ReadAsync();
    }
}

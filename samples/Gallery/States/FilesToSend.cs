using Gallery.Scenes;

namespace Gallery.States;

internal sealed class FilesToSend : GalleryState
{
    public override string Name => "files-to-send";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Files to send";

    public override string Description => "What was chosen, and what cannot be sent and why.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await hand.ChooseFilesAsync(".lc .picker", SceneFile.OtherShade, SceneFile.Pdf("invoice-4127.pdf", 91_200), SceneFile.Program("setup.exe"));
        await hand.SeesAsync(".lc .files > :nth-child(3)");
        await hand.WriteAsync(".lc textarea", scene.Lines.Answer);
    }
}

using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Upload : GalleryState
{
    public override string Name => "upload";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Upload";

    public override string Description => "Files are on their way.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        scene.Network.Hold("/v1/widget/attachments");
        await hand.TakesThePenAsync();
        await hand.ChooseFilesAsync(".lc .picker", SceneFile.Box, SceneFile.Pdf("invoice-4127.pdf", 91_200));
        await hand.SeesAsync(".lc .files > :nth-child(2)");
        await hand.ClickAsync(".lc .send.ready");
        await hand.SeesAsync(".lc .row progress");
    }
}

using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class SideAtStart : GalleryState
{
    public override string Name => "side-start";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Side panel at the start";

    public override string Description => "The side according to the widget's settings.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.AtStart();

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}

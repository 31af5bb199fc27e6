using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Brand : GalleryState
{
    public override string Name => "brand";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Custom colors";

    public override string Description => "The widget's colors from the dashboard, adjusted to be legible.";

    public override bool IsWide => false;

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithColors();

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}

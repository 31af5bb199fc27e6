using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Brand : GalleryState
{
    public override string Name => "brand";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "A shop's own colours";

    public override string Description => "The widget's colours from the dashboard, made legible.";

    public override bool IsWide => false;

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.InOwnColors();

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);
}

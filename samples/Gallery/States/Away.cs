using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Away : GalleryState
{
    public override string Name => "away";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Away";

    public override string Description => "Outside of the opening hours: a form for an offline message.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.Away(lines);
}

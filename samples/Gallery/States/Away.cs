using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Away : GalleryState
{
    public override string Name => "away";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Away";

    public override string Description => "Outside the opening hours: a message for later.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.Away(lines);
}

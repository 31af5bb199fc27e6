using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class UnknownWidget : GalleryState
{
    public override string Name => "refused";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Unknown widget";

    public override string Description => "A simple message for the visitor, and the reason in the console.";

    public override LivecallerOptions ConfigureClient(LivecallerOptions options) => options with { WidgetId = new("gone") };
}

using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class UnknownWidget : GalleryState
{
    public override string Name => "refused";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Widget refused";

    public override string Description => "The server does not know the widget: plain words for the visitor, the reason in the console.";

    public override LivecallerOptions ConfigureClient(LivecallerOptions options) => options with { WidgetId = new("gone") };
}

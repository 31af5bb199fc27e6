using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class TooLong : GalleryState
{
    public override string Name => "too-long";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Too long a text";

    public override string Description => "How much too long it is.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { MaxMessageCharacters = 40 },
    };

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.WriteAsync(".lc textarea", scene.Lines.Promise);
        await hand.SeesAsync(".lc .problem");
    }
}

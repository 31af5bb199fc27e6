using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class TooLong : GalleryState
{
    public override string Name => "too-long";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Text too long";

    public override string Description => "The number of characters over the limit.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options with
    {
        WidgetConfiguration = options.WidgetConfiguration with { MaxMessageCharacters = 40 },
    };

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WriteAsync(".lc textarea", scene.Lines.Promise);
        await browser.WaitForAsync(".lc .problem");
    }
}

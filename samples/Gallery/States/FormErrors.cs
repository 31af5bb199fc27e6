using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class FormErrors : GalleryState
{
    public override string Name => "form-faults";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Form with errors";

    public override string Description => "Validation errors are shown at their fields.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithForm(lines);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WriteAsync(".lc input[type=email]", "ana@");
        await browser.ClickAsync(".lc .go");
        await browser.WaitForAsync(".lc .fault");
    }
}

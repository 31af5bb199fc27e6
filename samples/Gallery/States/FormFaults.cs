using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class FormFaults : GalleryState
{
    public override string Name => "form-faults";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Form with faults";

    public override string Description => "What was left out is said at its field.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithForm(lines);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.WriteAsync(".lc input[type=email]", "ana@");
        await hand.ClickAsync(".lc .go");
        await hand.SeesAsync(".lc .fault");
    }
}

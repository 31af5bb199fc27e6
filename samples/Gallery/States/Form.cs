using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Form : GalleryState
{
    public override string Name => "form";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Form";

    public override string Description => "The widget's form and departments before a conversation.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithForm(lines);
}

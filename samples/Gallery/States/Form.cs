using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Form : GalleryState
{
    public override string Name => "form";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Form";

    public override string Description => "What the widget asks before a conversation, and a choice of departments.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithForm(lines);
}

using Gallery.Scenes;

namespace Gallery.States;

internal sealed class NoMicrophone : GalleryState
{
    public override string Name => "no-microphone";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "No microphone";

    public override string Description => "The browser does not let the page listen.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.RefusesTheMicrophoneAsync(".lc .line button.tool:not(.send)", ".lc .recorder .problem");
    }
}

using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Failed : GalleryState
{
    public override string Name => "failed";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Failed message";

    public override string Description => "The server refused a message: try again or discard it.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ArrangeAsync(Scene scene)
    {
        var conversation = await scene.OpenConversationAsync();
        scene.Host.Faults.Refuse(422, "/messages");
        var message = await conversation.SendAsync(new() { Content = scene.Lines.Draft });
        await conversation.WaitUntilSentAsync(message.Id);
    }
}

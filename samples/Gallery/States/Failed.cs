using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Failed : GalleryState
{
    public override string Name => "failed";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Failed message";

    public override string Description => "A message that the server rejected can be sent again or discarded.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ArrangeAsync(Scene scene)
    {
        var conversation = await scene.OpenConversationAsync();
        scene.Host.Faults.Refuse(422, "/messages");
        var message = await conversation.SendAsync(new() { Content = scene.Lines.Draft });
        await conversation.WaitUntilSentAsync(message.Id);
    }
}

using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Changed : GalleryState
{
    public override string Name => "changed";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Edited, deleted, transferred";

    public override string Description => "Edited and deleted messages, system messages, and a bot.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        history.Ago(30);
        await history.VisitorSaysAsync(history.Lines.Question);
        await history.Operator.LetsBotSayAsync(history.Lines.BotSays, history.Lines.Bot);
        history.Ago(26);
        var taken = await history.Operator.SaysAsync(history.Lines.AskForPicture);
        await history.Operator.DeletesAsync(taken.Id);
        history.Ago(20);
        await history.Operator.TransfersAsync(history.Lines.OtherOperator);
        history.Ago(14);
        var slip = await history.Operator.SaysAsync(history.Lines.Slip);
        history.Ago(12);
        await history.Operator.EditsAsync(slip.Id, history.Lines.Corrected);
        history.Ago(10);
        await history.VisitorSaysAsync(history.Lines.Thanks, slip.Id);
        await history.ReadAsync();
    }
}

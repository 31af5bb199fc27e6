using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Changed : GalleryState
{
    public override string Name => "changed";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Edited, deleted, handed over";

    public override string Description => "What was changed and taken back, the lines of the system, and a program that answers.";

    public override async Task RememberAsync(Past past)
    {
        past.Ago(30);
        await past.VisitorSaysAsync(past.Lines.Question);
        await past.Operator.LetsBotSayAsync(past.Lines.BotSays, past.Lines.Bot);
        past.Ago(26);
        var taken = await past.Operator.SaysAsync(past.Lines.AskForPicture);
        await past.Operator.DeletesAsync(taken.Id);
        past.Ago(20);
        await past.Operator.TransfersAsync(past.Lines.OtherOperator);
        past.Ago(14);
        var slip = await past.Operator.SaysAsync(past.Lines.Slip);
        past.Ago(12);
        await past.Operator.EditsAsync(slip.Id, past.Lines.Corrected);
        past.Ago(10);
        await past.VisitorSaysAsync(past.Lines.Thanks, slip.Id);
        await past.ReadAsync();
    }
}

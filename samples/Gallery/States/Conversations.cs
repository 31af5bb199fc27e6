using Gallery.Scenes;

namespace Gallery.States;

/// <summary>Conversations that several states use.</summary>
internal static class Conversations
{
    /// <summary>A complete conversation that's read.</summary>
    public static async Task CompleteAsync(SceneHistory history)
    {
        history.Ago(TimeSpan.FromHours(27));
        await history.VisitorSaysAsync(history.Lines.Question);
        history.Ago(TimeSpan.FromHours(26.5));
        await history.Operator.JoinsAsync();
        var asked = await history.Operator.SaysAsync(history.Lines.Sorry);
        await history.Operator.SaysAsync(history.Lines.AskForPicture);
        history.Ago(34);
        await history.VisitorSaysAsync(history.Lines.Answer, asked.Id);
        history.Ago(31);
        await history.VisitorSaysAsync(history.Lines.OtherDirection);
        history.Ago(12);
        await history.Operator.SaysAsync(history.Lines.Promise);
        history.Ago(9);
        await history.VisitorSaysAsync(history.Lines.Thanks);
        history.Ago(8);
        await history.Operator.ReadsAsync();
        await history.ReadAsync();
    }

    /// <summary>A conversation with two images.</summary>
    public static async Task WithImagesAsync(SceneHistory history)
    {
        history.Ago(5);
        await history.VisitorSaysAsync(history.Lines.Answer, uploads: [SceneFile.Lamp.ToUpload(), SceneFile.OtherShade.ToUpload()]);
        await history.ReadAsync();
    }

    /// <summary>A conversation with voice messages of both sides.</summary>
    public static async Task WithVoiceAsync(SceneHistory history)
    {
        history.Ago(11);
        await history.VisitorSaysAsync(history.Lines.Question);
        history.Ago(8);
        await history.Operator.SendsFileAsync(SceneFile.Voice(12).ToUpload());
        history.Ago(3);
        await history.VisitorSaysAsync("", uploads: [SceneFile.Voice(7).ToUpload()]);
        await history.Operator.ReadsAsync();
        await history.ReadAsync();
    }

    /// <summary>Two earlier, closed conversations.</summary>
    public static async Task EarlierAsync(SceneHistory history)
    {
        foreach (var daysAgo in new[] { 33, 9 })
        {
            history.Ago(TimeSpan.FromDays(daysAgo));
            await history.VisitorSaysAsync(history.Lines.Question);
            await history.Operator.SaysAsync(history.Lines.Promise);
            await history.VisitorSaysAsync(history.Lines.Thanks);
            await history.Operator.ClosesAsync();
            await history.LeaveAsync();
        }
    }

    /// <summary>The operator closes the conversation while the visitor has it open.</summary>
    public static async Task CloseAsync(Scene scene)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.ClosesAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Info is { IsOpen: false });
    }

    /// <summary>A conversation with unread messages of the operator.</summary>
    public static async Task WithUnreadAsync(SceneHistory history)
    {
        await CompleteAsync(history);
        history.Ago(4);
        await history.Operator.SaysAsync(history.Lines.AskForPicture);
        await history.Operator.SaysAsync(history.Lines.Promise);
    }
}

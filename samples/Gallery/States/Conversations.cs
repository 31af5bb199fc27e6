using Gallery.Scenes;

namespace Gallery.States;

/// <summary>The conversations that the states share.</summary>
internal static class Conversations
{
    /// <summary>One in which everything was said and read.</summary>
    public static async Task WholeAsync(Past past)
    {
        past.Ago(TimeSpan.FromHours(27));
        await past.VisitorSaysAsync(past.Lines.Question);
        past.Ago(TimeSpan.FromHours(26.5));
        await past.Operator.JoinsAsync();
        var asked = await past.Operator.SaysAsync(past.Lines.Sorry);
        await past.Operator.SaysAsync(past.Lines.AskForPicture);
        past.Ago(34);
        await past.VisitorSaysAsync(past.Lines.Answer, asked.Id);
        past.Ago(31);
        await past.VisitorSaysAsync(past.Lines.OtherDirection);
        past.Ago(12);
        await past.Operator.SaysAsync(past.Lines.Promise);
        past.Ago(9);
        await past.VisitorSaysAsync(past.Lines.Thanks);
        past.Ago(8);
        await past.Operator.ReadsAsync();
        await past.ReadAsync();
    }

    /// <summary>One with two pictures.</summary>
    public static async Task WithPicturesAsync(Past past)
    {
        past.Ago(5);
        await past.VisitorSaysAsync(past.Lines.Answer, uploads: [SceneFile.Lamp.ToUpload(), SceneFile.OtherShade.ToUpload()]);
        await past.ReadAsync();
    }

    /// <summary>One in which both sides speak.</summary>
    public static async Task WithVoiceAsync(Past past)
    {
        past.Ago(11);
        await past.VisitorSaysAsync(past.Lines.Question);
        past.Ago(8);
        await past.Operator.SendsFileAsync(SceneFile.Voice(12).ToUpload());
        past.Ago(3);
        await past.VisitorSaysAsync("", uploads: [SceneFile.Voice(7).ToUpload()]);
        await past.Operator.ReadsAsync();
        await past.ReadAsync();
    }

    /// <summary>Two of before, which are closed.</summary>
    public static async Task EarlierAsync(Past past)
    {
        foreach (var daysAgo in new[] { 33, 9 })
        {
            past.Ago(TimeSpan.FromDays(daysAgo));
            await past.VisitorSaysAsync(past.Lines.Question);
            await past.Operator.SaysAsync(past.Lines.Promise);
            await past.VisitorSaysAsync(past.Lines.Thanks);
            await past.Operator.ClosesAsync();
            await past.LeaveAsync();
        }
    }

    /// <summary>The operator closes it while the visitor looks at it.</summary>
    public static async Task CloseAsync(Scene scene)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.ClosesAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Info is { IsOpen: false });
    }

    /// <summary>One in which the operator said more than the visitor has read.</summary>
    public static async Task WithNewsAsync(Past past)
    {
        await WholeAsync(past);
        past.Ago(4);
        await past.Operator.SaysAsync(past.Lines.AskForPicture);
        await past.Operator.SaysAsync(past.Lines.Promise);
    }
}

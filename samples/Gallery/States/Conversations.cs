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

    /// <summary>One in which the operator said more than the visitor has read.</summary>
    public static async Task WithNewsAsync(Past past)
    {
        await WholeAsync(past);
        past.Ago(4);
        await past.Operator.SaysAsync(past.Lines.AskForPicture);
        await past.Operator.SaysAsync(past.Lines.Promise);
    }
}

using Livecaller.Blazor.Attachments;
using Livecaller.Components.Attachments;

namespace Livecaller.Blazor.Messages;

/// <summary>How tall the messages are, in CSS pixels: as the browser measured them, else as they will be about.</summary>
internal sealed class RowHeights
{
    private const double Line = 22;
    private const double ScreenText = 26;
    private const double Picture = 200;
    private const double Card = 56;
    private const int LettersInALine = 36;

    private readonly Dictionary<MessageId, float> _measured = [];

    public int Count => _measured.Count;

    public double Of(ConversationMessage message) =>
        _measured.TryGetValue(message.Id, out var height) ? height : Estimate(message.Payload);

    public void Measure(MessageId id, double height)
    {
        if (double.IsFinite(height) && height >= 0) _measured[id] = (float)height;
    }

    public void Forget(MessageId id) => _measured.Remove(id);

    public void Clear() => _measured.Clear();

    // Must always return the same value: the sums are updated incrementally.
    private static double Estimate(MessagePayload message)
    {
        var letters = Math.Min(message.Content.Length, 1_500);
        var height = ScreenText + Line * (1 + letters / LettersInALine);
        if (message.ReplyTo is not null) height += Card;
        foreach (var attachment in message.Attachments) height += FileKind.IsImage(attachment.MimeType) ? Picture : Card;
        return height;
    }
}

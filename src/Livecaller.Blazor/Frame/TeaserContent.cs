using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Shell;

namespace Livecaller.Blazor.Frame;

/// <summary>A message in short, as it's shown next to the launcher.</summary>
/// <param name="Name">The sender's name.</param>
/// <param name="Initials">The sender's initials; empty if the name has no letters.</param>
/// <param name="Text">The beginning of the first line.</param>
internal sealed record TeaserContent(string Name, string Initials, string Text)
{
    private const int MaxLength = 200;

    public static TeaserContent Of(MessagePayload message, ChatTexts texts) => new(
        SafeText.Name(message.Sender.Name) is { Length: > 0 } name ? name : texts[TextKeys.Support], Avatar.InitialsOf(message.Sender.Name), TextOf(message, texts));

    // A message that consists of files has no text of its own.
    private static string TextOf(MessagePayload message, ChatTexts texts)
    {
        var text = SafeText.Body(message.Content).AsSpan().Trim();
        var end = text.IndexOfAny('\r', '\n');
        if (end >= 0) text = text[..end];
        return text.IsEmpty ? texts[TextKeys.Attachment] : text.Length > MaxLength ? string.Concat(text[..MaxLength], "…") : text.ToString();
    }
}

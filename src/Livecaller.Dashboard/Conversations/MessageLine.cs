using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Conversations;

/// <summary>A message on one line.</summary>
internal static class MessageLine
{
    internal static string Of(MessagePayload message)
    {
        if (message.DeletedAt is not null)
            return Texts.Deleted;
        if (SafeText.Line(message.Content) is { Length: > 0 } text)
            return text;
        return message.Attachments.Count > 0 ? SafeText.FileName(message.Attachments[0].Name) : "";
    }
}

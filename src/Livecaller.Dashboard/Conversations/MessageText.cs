using Livecaller.Dashboard.Localization;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Conversations;

/// <summary>A message in one line.</summary>
internal static class MessageText
{
    internal static string Line(MessagePayload message)
    {
        if (message.DeletedAt is not null)
            return Texts.Deleted;
        if (message.Content.Length > 0)
            return message.Content;
        return message.Attachments.Count > 0 ? message.Attachments[0].Name : "";
    }
}

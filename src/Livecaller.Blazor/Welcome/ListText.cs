using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Welcome;

/// <summary>What a conversation is called in a list, and its last words.</summary>
internal static class ListText
{
    public static string WhoOf(ConversationPayload conversation, ChatContext context) =>
        new[] { conversation.Operator?.Name, conversation.Department?.DisplayName, context.Widget?.Name }.Select(SafeText.Name)
            .FirstOrDefault(n => n.Length > 0, context.Texts[TextKeys.Support]);

    /// <summary>"You: Thank you"; empty where nothing was written.</summary>
    public static string LastWordsOf(ConversationPayload conversation, ChatContext context)
    {
        if (conversation.LastWords is not { } last) return "";
        var text = SafeText.Line(last.Content) is { Length: > 0 } words ? words
            : last.Attachments > 0 ? context.Texts[TextKeys.Attachment] : context.Texts[TextKeys.Deleted];
        return last.Sender.Type == ParticipantType.Visitor ? $"{context.Texts[TextKeys.You]}: {text}" : text;
    }
}

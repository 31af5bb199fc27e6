using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Messages;

/// <summary>The text of a system message in the chat's language, or the server's text for notices that this version doesn't know.</summary>
internal static class NoticeText
{
    /// <summary>The words of a message as they are shown.</summary>
    public static string Of(MessagePayload message, ChatContext context) => Words(message.Notice, context) ?? SafeText.Body(message.Content);

    private static string? Words(MessageNotice? notice, ChatContext context) => notice switch
    {
        { Type: MessageNotice.Transferred } when Name(notice) is { Length: > 0 } name => context.Texts.Format(TextKeys.TransferredTo, name),
        { Type: MessageNotice.Callback, Phone: { Length: > 0 } phone } => context.Texts.Format(TextKeys.CallbackAsked, Call(phone, notice.At, context)),
        _ => null,
    };

    private static string Name(MessageNotice notice) => SafeText.Name(notice.Operator?.Name ?? notice.Department?.DisplayName);

    // A number keeps its order among right-to-left words.
    private static string Call(string phone, DateTimeOffset? at, ChatContext context)
    {
        var number = $"\u2066{SafeText.Line(phone)}\u2069";
        return at is { } time ? $"{number} · {TimeText.Exact(time, context)}" : number;
    }
}

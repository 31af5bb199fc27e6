using Livecaller.Blazor.Localization;
using Livecaller.Components.Icons;

namespace Livecaller.Blazor.Messages;

/// <summary>The footer of a run: the time, the status, and the actions for a failed message.</summary>
public sealed partial class RunFooter : ComponentBase
{
    /// <summary>The last row of the run.</summary>
    [Parameter, EditorRequired]
    public TimelineRow Row { get; set; } = null!;

    /// <summary>The list that contains it.</summary>
    [Parameter, EditorRequired]
    public MessageList List { get; set; } = null!;

    private ConversationMessage Message => Row.Message;

    private ChatTexts Texts => List.Chat.Texts;

    // The server's sentence is English.
    private string? Reason => Message.FailureReason is not { Length: > 0 } reason ? null
        : Texts.SpokenLanguage.StartsWith("en", StringComparison.Ordinal) ? SafeText.Line(reason) : Texts[TextKeys.FailedRefused];

    private MessagePayload Payload => Message.Payload;

    private IconName StatusIcon => Message.Status switch
    {
        MessageStatus.Pending => IconName.Clock,
        MessageStatus.Sent => IconName.Tick,
        _ => IconName.Ticks,
    };

    private string StatusText => Texts[Message.Status switch
    {
        MessageStatus.Pending => TextKeys.StatusPending,
        MessageStatus.Sent => TextKeys.StatusSent,
        MessageStatus.Delivered => TextKeys.StatusDelivered,
        _ => TextKeys.StatusRead,
    }];
}

using Livecaller.Blazor.Localization;
using Livecaller.Components.Icons;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Messages;

/// <summary>What stands under a run: its time, how far the message got, and what to do with one that failed.</summary>
public sealed partial class RunFooter : ComponentBase
{
    /// <summary>The last row of the run.</summary>
    [Parameter, EditorRequired]
    public TimelineRow Row { get; set; } = null!;

    /// <summary>The list that it stands in.</summary>
    [Parameter, EditorRequired]
    public MessageList List { get; set; } = null!;

    private ConversationMessage Message => Row.Message;

    private ChatTexts Texts => List.Chat.Texts;

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

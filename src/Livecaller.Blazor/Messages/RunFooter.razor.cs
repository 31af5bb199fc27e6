using Livecaller.Blazor.Icons;
using Livecaller.Blazor.Localization;
using Livecaller.Conversations;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Messages;

/// <summary>What stands under a run: its time, how far the message got, and what to do with one that failed.</summary>
public sealed partial class RunFooter : ChatPart
{
    /// <summary>The last message of the run.</summary>
    [Parameter, EditorRequired]
    public ConversationMessage Message { get; set; } = null!;

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

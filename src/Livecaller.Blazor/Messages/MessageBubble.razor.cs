using Livecaller.Blazor.Attachments;
using Livecaller.Conversations;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Messages;

/// <summary>One message: its quote, text and attachments.</summary>
public sealed partial class MessageBubble : ChatPart
{
    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ConversationMessage Message { get; set; } = null!;

    /// <summary>Whether it is the last of its run.</summary>
    [Parameter]
    public bool IsTail { get; set; }

    /// <summary>The visitor wants to answer it.</summary>
    [Parameter]
    public EventCallback<ConversationMessage> OnReply { get; set; }

    /// <summary>The visitor wants to see the message that it answers.</summary>
    [Parameter]
    public EventCallback<MessageId> OnJump { get; set; }

    private MessagePayload Payload => Message.Payload;

    private bool IsDeleted => Payload.DeletedAt is not null;

    private bool HasBubble =>
        IsDeleted || Payload.Content.Length > 0 || Payload.ReplyTo is not null || MessageFiles.HasAny(Message, Context);

    // The server must know a message before another one can point to it.
    private bool CanReply => !IsDeleted && !Context.IsClosed && Message.Status is not (MessageStatus.Pending or MessageStatus.Failed);
}

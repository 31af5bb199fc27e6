using Livecaller.Protocol;

namespace Livecaller;

/// <summary>What a visitor sends. At least a text or an attachment must be there.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The text.</summary>
    /// <value>Empty.</value>
    public string Content { get; init; } = "";

    /// <summary>The message that it answers.</summary>
    /// <value>None.</value>
    public MessageId? ReplyTo { get; init; }

    /// <summary>Attachments that were uploaded with <see cref="LivecallerClient.UploadAttachmentAsync"/>.</summary>
    /// <value>None.</value>
    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];
}

using Livecaller.Protocol;

namespace Livecaller;

/// <summary>What a visitor sends. At least a text or a file must be there.</summary>
public sealed record OutgoingMessage
{
    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    /// <summary>Its id, for a UI that wants to know it before the message is sent: from <see cref="MessageId.New"/>, used once.</summary>
    /// <value>One that the SDK makes.</value>
    public MessageId? Id { get; init; }

    /// <summary>The text.</summary>
    /// <value>Empty.</value>
    public string Content { get; init; } = "";

    /// <summary>
    /// The department that shall take the conversation that begins with this message, kept with it until it has begun. Of no effect in one that exists:
    /// give it with every message that is sent before <see cref="Conversations.ConversationSnapshot.Info"/> is there.
    /// </summary>
    /// <value>None.</value>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>The answers of the widget's form, by the fields' names, for the conversation that begins with this message; as <see cref="DepartmentId"/>.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Fields { get; init => field = value ?? NoFields; } = NoFields;

    /// <summary>The message that it answers.</summary>
    /// <value>None.</value>
    public MessageId? ReplyTo { get; init; }

    /// <summary>
    /// Files that are uploaded with it: kept beside the message until the server has them, and resumed where a break-off left them.
    /// Their streams are read to the end before sending returns; the caller disposes them then.
    /// </summary>
    /// <value>None.</value>
    public IReadOnlyList<AttachmentUpload> Uploads { get; init; } = [];

    /// <summary>Attachments that were uploaded before, with <see cref="LivecallerClient.UploadAttachmentAsync"/>.</summary>
    /// <value>None.</value>
    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];
}

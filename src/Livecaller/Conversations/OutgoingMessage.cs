namespace Livecaller;

/// <summary>A message to send. It must have a text or a file.</summary>
public sealed record OutgoingMessage
{
    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    /// <summary>The id, for a UI that needs it before the message is sent. Use a new <see cref="MessageId.New"/> for each message.</summary>
    /// <value>The SDK creates an id.</value>
    public MessageId? Id { get; init; }

    /// <summary>The text.</summary>
    /// <value>Empty.</value>
    public string Content { get; init; } = "";

    /// <summary>
    /// The department for the conversation that starts with this message. It has no effect in an existing conversation: set it for every message that
    /// is sent while <see cref="ConversationSnapshot.Info"/> is null.
    /// </summary>
    /// <value>None.</value>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>The answers of the widget's form by field name, for the conversation that starts with this message. See <see cref="DepartmentId"/>.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Fields { get; init => field = value ?? NoFields; } = NoFields;

    /// <summary>The message that it replies to.</summary>
    /// <value>None.</value>
    public MessageId? ReplyTo { get; init; }

    /// <summary>
    /// Files that are uploaded with it. They are saved with the message until the server has them, and their upload is resumed after an interruption.
    /// Their streams are read before sending returns; the caller then disposes them.
    /// </summary>
    /// <value>None.</value>
    public IReadOnlyList<AttachmentUpload> Uploads { get; init; } = [];

    /// <summary>Attachments that were uploaded before with <see cref="LivecallerClient.UploadAttachmentAsync"/>.</summary>
    /// <value>None.</value>
    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];
}

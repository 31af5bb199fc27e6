using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Livecaller.Conversations;

namespace Livecaller.Outbox;

/// <summary>A message that is being sent, and the tasks that wait for it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer whose wait handle is never used holds nothing.")]
internal sealed class OutboxEntry(StoredMessage stored)
{
    private readonly CancellationTokenSource _canceled = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<ConversationMessage> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MessageId Id => Stored.Id;

    /// <summary>What is saved of it. Changed by one thread at a time: first by the sender, then by the outbox's worker.</summary>
    public StoredMessage Stored { get; set; } = stored;

    /// <summary>Files that could not be saved, by index. They are kept as long as the process runs.</summary>
    public Dictionary<int, byte[]> Unkept { get; } = [];

    /// <summary>Completes when the message can be sent, after it was saved.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes when the server has stored or refused it.</summary>
    public Task<ConversationMessage> Settled => Volatile.Read(ref _settled).Task;

    /// <summary>Canceled when it must not be sent any more.</summary>
    public CancellationToken Canceled => _canceled.Token;

    /// <summary>Whether it was removed from the store, or is about to be: it is not saved again.</summary>
    public bool IsRemoved { get; set; }

    public SendMessageRequest Request => new()
    {
        Id = Id,
        Content = Stored.Content,
        ReplyTo = Stored.ReplyTo,
        Attachments = Stored.Files.Count == 0 ? null : [.. Stored.Files.Select(f => f.Attachment!.Id)],
    };

    /// <summary>The request that starts a conversation with it.</summary>
    public StartConversationRequest Start => new() { DepartmentId = Stored.DepartmentId, Fields = Stored.Fields, Message = Request };

    /// <summary>Its files as a UI shows them.</summary>
    public ImmutableArray<MessageUpload> Uploads => [.. Stored.Files.Select(f => new MessageUpload
    {
        Name = f.Name,
        ContentType = f.ContentType,
        Size = f.Size,
        Sent = f.Attachment is null ? 0 : f.Size,
    })];

    /// <summary>Changes what is stored of one of its files.</summary>
    public void SetFile(int number, Func<StoredFile, StoredFile> change) =>
        Stored = Stored with { Files = [.. Stored.Files.Select((f, i) => i == number ? change(f) : f)] };

    /// <summary>Forgets what the server has of its files, so that they are uploaded again; false when there are none.</summary>
    public bool TryForgetUploads()
    {
        if (!Stored.Files.Any(f => f.UploadId is not null)) return false;
        Stored = Stored with { Files = [.. Stored.Files.Select(f => f.UploadId is null ? f : f with { UploadId = null, Attachment = null })] };
        return true;
    }

    /// <summary>Forgets that it was a reply; false when it was none.</summary>
    public bool TryForgetQuote()
    {
        if (Stored.ReplyTo is null) return false;
        Stored = Stored with { ReplyTo = null, Quote = null };
        return true;
    }

    /// <summary>The message as it is shown.</summary>
    public ConversationMessage ToMessage(VisitorPayload visitor, MessageStatus status) => new()
    {
        Status = status,
        FailureReason = Stored.Refusal,
        Uploads = Uploads,
        Payload = new()
        {
            Id = Id,
            ConversationId = Stored.ConversationId ?? default,
            Sequence = 0,
            Sender = new() { Type = ParticipantType.Visitor, Id = visitor.Uuid.Value, Name = visitor.Name },
            Content = Stored.Content,
            ReplyTo = Stored.Quote,
            Attachments = [.. Stored.Files.Where(f => f.Attachment is not null).Select(f => f.Attachment!)],
            CreatedAt = Stored.CreatedAt,
        },
    };

    public void MakeReady() => _ready.TrySetResult();

    public void Settle(ConversationMessage message) => _settled.TrySetResult(message);

    /// <summary>It was refused, and is sent again.</summary>
    public void Reopen()
    {
        Stored = Stored with { Refusal = null };
        Volatile.Write(ref _settled, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>The same message for another conversation. Its files stay where they are: they are kept under its id.</summary>
    public OutboxEntry For(ConversationId? conversation, DepartmentId? department, IReadOnlyDictionary<string, string>? fields, long order)
    {
        var entry = new OutboxEntry(Stored with
        {
            ConversationId = conversation,
            MovedFrom = Stored.ConversationId,
            DepartmentId = department,
            Fields = fields is null or { Count: 0 } ? null : new Dictionary<string, string>(fields),
            ReplyTo = null,
            Quote = null,
            Refusal = null,
            Order = order,
        });
        foreach (var (number, bytes) in Unkept) entry.Unkept[number] = bytes;
        return entry;
    }

    public void Cancel()
    {
        // Not synchronously: cancellation runs callbacks, and the caller may hold a lock.
        _ = _canceled.CancelAsync();
        _ready.TrySetResult();
        _settled.TrySetCanceled();
    }
}

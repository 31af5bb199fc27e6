using System.Collections.Concurrent;
using System.Threading.Channels;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Outbox;

/// <summary>
/// Sends a conversation's messages: in order, one at a time, each until the server has stored or refused it.
/// What is not sent yet is kept across restarts.
/// </summary>
internal sealed partial class ConversationOutbox
{
    private readonly Conversation _conversation;
    private readonly ConversationState _state;
    private readonly MessageStatuses _statuses;
    private readonly VisitorScope _scope;
    private readonly ILogger _logger;
    private readonly Channel<OutboxEntry> _queue = Channel.CreateUnbounded<OutboxEntry>(new() { SingleReader = true });
    // All that the server has not stored, those that it refused too.
    private readonly ConcurrentDictionary<MessageId, OutboxEntry> _entries = new();
    private readonly Lock _lock = new();
    private Task? _working;

    public ConversationOutbox(Conversation conversation, ConversationState state, MessageStatuses statuses, VisitorScope scope)
    {
        _conversation = conversation;
        _state = state;
        _statuses = statuses;
        _scope = scope;
        _logger = scope.Logger;
    }

    /// <summary>Whether a message waits or is being sent.</summary>
    public bool HasWork => _entries.Values.Any(e => e.Stored.Refusal is null);

    /// <summary>Whether there is a message that the server has not stored, one that it refused too.</summary>
    public bool HasEntries => !_entries.IsEmpty;

    /// <summary>Shows the message, queues it, and keeps it. Gives it as it is shown then.</summary>
    public async Task<ConversationMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        OutboxEntry entry;
        lock (_lock)
        {
            if (message.Id is { } id && (_entries.ContainsKey(id) || _state.Find(id) is not null))
                throw new ArgumentException($"There is a message {id} already.", nameof(message));
            entry = new(Describe(message));
            Show(entry, MessageStatus.Pending);
            Enqueue(entry);
        }

        await CallerContext.LeaveAsync();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.Gone);
            either.Token.ThrowIfCancellationRequested();
            await KeepAsync(entry, message.Uploads, either.Token).ConfigureAwait(false);
            entry.MakeReady();
            // It may have begun while the message was being kept.
            if (entry.Stored.ConversationId is null && _conversation.Id is { } id) await AssignConversationAsync(id).ConfigureAwait(false);
        }
        catch
        {
            Discard(entry.Id);
            throw;
        }

        return _state.Find(entry.Id) ?? throw new OperationCanceledException("The visitor is gone.");
    }

    /// <summary>Shows a message from before a restart; it is sent when the outbox begins.</summary>
    public void Restore(StoredMessage stored)
    {
        var entry = new OutboxEntry(stored);
        entry.MakeReady();
        lock (_lock)
        {
            Show(entry, stored.Refusal is null ? MessageStatus.Pending : MessageStatus.Failed);
            if (stored.Refusal is null) _queue.Writer.TryWrite(entry);
            _entries[entry.Id] = entry;
        }
    }

    /// <summary>Sends what waits.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (!_entries.IsEmpty) _working ??= Task.Run(WorkAsync);
        }
    }

    /// <summary>Ends when the server has stored or refused the message; null when it is not one of these.</summary>
    public Task<ConversationMessage>? Settled(MessageId id) => _entries.TryGetValue(id, out var entry) ? entry.Settled : null;

    public async Task RetryAsync(MessageId id)
    {
        OutboxEntry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out entry) || entry.Stored.Refusal is null) return;
            entry.Reopen();
            _state.Update(m => m.WithStatus(id, MessageStatus.Pending));
            _statuses.Set(id, MessageStatus.Pending);
            Enqueue(entry);
        }

        await _scope.Outbox.SaveAsync(_scope.Fence, entry.Stored).ConfigureAwait(false);
    }

    public void Discard(MessageId id)
    {
        lock (_lock)
        {
            if (_entries.TryRemove(id, out var entry)) Forget(entry);
            _state.Update(m => m.Without(id));
            _statuses.Forget(id);
        }

        _conversation.Release();
    }

    /// <summary>Lets go of a message that the server refused; it stays kept until another outbox has taken it. Null for any other message.</summary>
    public OutboxEntry? GiveUp(MessageId id)
    {
        OutboxEntry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out entry) || entry.Stored.Refusal is null) return null;
            _entries.TryRemove(id, out _);
            _state.Update(m => m.Without(id));
            _statuses.Forget(id);
        }

        _conversation.Release();
        return entry;
    }

    /// <summary>Sends a message that another outbox has let go of.</summary>
    public async Task TakeAsync(OutboxEntry given, DepartmentId? departmentId, IReadOnlyDictionary<string, string>? fields)
    {
        var entry = given.For(_conversation.Id, departmentId, fields, _scope.Outbox.NextOrder());
        lock (_lock)
        {
            Show(entry, MessageStatus.Pending);
            Enqueue(entry);
        }

        await KeepAsync(entry).ConfigureAwait(false);
        entry.MakeReady();
        // It may have begun while the message was being kept.
        if (entry.Stored.ConversationId is null && _conversation.Id is { } id) await AssignConversationAsync(id).ConfigureAwait(false);
    }

    /// <summary>The visitor is gone, or the client ends: nothing more is sent from here.</summary>
    public void End()
    {
        _queue.Writer.TryComplete();
        foreach (var (id, entry) in _entries)
        {
            if (_entries.TryRemove(id, out _)) entry.Cancel();
        }
    }

    private void Enqueue(OutboxEntry entry)
    {
        _entries[entry.Id] = entry;
        if (!_queue.Writer.TryWrite(entry))
        {
            _entries.TryRemove(entry.Id, out _);
            entry.Cancel();
        }

        _working ??= Task.Run(WorkAsync);
    }

    private void Forget(OutboxEntry entry)
    {
        entry.Cancel();
        _ = Task.Run(async () =>
        {
            await _scope.Outbox.RemoveAsync(_scope.Fence, entry.Id).ConfigureAwait(false);
            foreach (var upload in entry.Stored.Files.Where(f => f.Attachment is null && f.UploadId is not null))
            {
                await DropUploadAsync(upload.UploadId!.Value).ConfigureAwait(false);
            }
        });
    }

    private async Task DropUploadAsync(AttachmentId id)
    {
        try
        {
            await _scope.CallAsync((api, token, end) => api.DeleteUploadAsync(token, id, end), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException)
        {
            // The server throws it away by itself, later.
            LogNotDropped(e);
        }
    }

    private StoredMessage Describe(OutgoingMessage message)
    {
        var quoted = message.ReplyTo is { } id ? _state.Find(id)?.Payload : null;
        return new()
        {
            VisitorId = _scope.Session.Visitor.Uuid,
            Order = _scope.Outbox.NextOrder(),
            Id = message.Id ?? MessageId.New(_scope.Options.TimeProvider),
            ConversationId = _conversation.Id,
            DepartmentId = message.DepartmentId,
            Fields = message.Fields.Count == 0 ? null : new Dictionary<string, string>(message.Fields),
            Content = message.Content,
            ReplyTo = message.ReplyTo,
            Quote = quoted is null ? null : new() { Id = quoted.Id, Content = quoted.Content, Sender = quoted.Sender },
            Files =
            [
                .. message.Uploads.Select(StoredFile.Of),
                .. message.Attachments.Select(a => new StoredFile { Name = a.Name, ContentType = a.MimeType, Size = a.Size, Attachment = a }),
            ],
            CreatedAt = _scope.Options.TimeProvider.GetUtcNow(),
        };
    }

    private void Show(OutboxEntry entry, MessageStatus status)
    {
        var (stored, visitor) = (entry.Stored, _scope.Session.Visitor);
        var message = new ConversationMessage
        {
            Status = status,
            FailureReason = stored.Refusal,
            Uploads = entry.Uploads,
            Payload = new()
            {
                Id = entry.Id,
                ConversationId = stored.ConversationId ?? default,
                Sequence = 0,
                Sender = new() { Type = ParticipantType.Visitor, Id = visitor.Uuid.Value, Name = visitor.Name },
                Content = stored.Content,
                ReplyTo = stored.Quote,
                Attachments = [.. stored.Files.Where(f => f.Attachment is not null).Select(f => f.Attachment!)],
                CreatedAt = stored.CreatedAt,
            },
        };
        _state.Update(m => m.WithOutgoing(message));
        _statuses.Set(entry.Id, status, stored.Refusal);
    }

    [LoggerMessage(LogLevel.Debug, "An upload that nobody wants any more could not be removed.")]
    private partial void LogNotDropped(Exception exception);
}

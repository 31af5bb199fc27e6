using System.Collections.Concurrent;
using System.Threading.Channels;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Outbox;

/// <summary>
/// Holds a conversation's messages until the server has stored or refused them, and sends them in order, one at a time. It is saved, so that a
/// restart loses nothing.
/// </summary>
internal sealed partial class ConversationOutbox(
    ConversationState state, MessageStatuses statuses, MessageDelivery delivery, EntryKeeper keeper, SentMessages sent, VisitorApi api, SessionState session, LogEpoch logs,
    IConversationOwner owner, TimeProvider time, ILogger logger, CancellationToken ended)
{
    private readonly ILogger _logger = logger;
    // Null only wakes up the worker.
    private readonly Channel<OutboxEntry?> _queue = Channel.CreateUnbounded<OutboxEntry?>(new() { SingleReader = true });
    // What the server had stored in another epoch. It was written before everything that waits.
    private readonly ConcurrentQueue<OutboxEntry> _repeated = new();
    // Everything that the server has not stored, including what it refused.
    private readonly ConcurrentDictionary<MessageId, OutboxEntry> _entries = new();
    private readonly Lock _lock = new();
    private Task? _working;

    /// <summary>Whether a message waits or is being sent.</summary>
    public bool HasWork => _entries.Values.Any(e => e.Stored.Refusal is null);

    /// <summary>Whether there is a message that the server has not stored; a refused one counts too.</summary>
    public bool HasEntries => !_entries.IsEmpty;

    /// <summary>Shows the message, queues it and saves it.</summary>
    /// <returns>The message as it is shown then.</returns>
    public async Task<ConversationMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        OutboxEntry entry;
        lock (_lock)
        {
            if (message.Id is { } id && (_entries.ContainsKey(id) || state.Find(id) is not null))
                throw new ArgumentException($"There is a message {id} already.", nameof(message));
            entry = new(Describe(message));
            Show(entry, MessageStatus.Pending);
            Enqueue(entry);
        }

        await CallerContext.LeaveAsync();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.Canceled);
            either.Token.ThrowIfCancellationRequested();
            await SaveAsync(entry, message.Uploads, either.Token).ConfigureAwait(false);
            entry.MakeReady();
            // The conversation may have started while the message was being saved.
            if (entry.Stored.ConversationId is null && state.Id is { } id) await AssignConversationAsync(id).ConfigureAwait(false);
        }
        catch
        {
            Discard(entry.Id);
            throw;
        }

        return state.Find(entry.Id) ?? throw new OperationCanceledException("The visitor session ended.");
    }

    /// <summary>Shows a message from before a restart. It is sent once <see cref="Begin"/> is called.</summary>
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

    /// <summary>Sends messages again that the server had stored in another epoch. Nothing is shown or published unless it refuses one now.</summary>
    public void Repeat(IEnumerable<StoredMessage> messages)
    {
        lock (_lock)
        {
            foreach (var message in messages)
            {
                var entry = new OutboxEntry(message);
                entry.MakeReady();
                if (_entries.TryAdd(entry.Id, entry)) _repeated.Enqueue(entry);
            }

            _queue.Writer.TryWrite(null);
            _working ??= Task.Run(WorkAsync);
        }
    }

    /// <summary>Starts sending what waits.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (!_entries.IsEmpty) _working ??= Task.Run(WorkAsync);
        }
    }

    /// <summary>Returns a task that ends when the server has stored or refused the message; null when the message is not in the outbox.</summary>
    public Task<ConversationMessage>? Settled(MessageId id) => _entries.TryGetValue(id, out var entry) ? entry.Settled : null;

    public async Task RetryAsync(MessageId id)
    {
        OutboxEntry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out entry) || entry.Stored.Refusal is null) return;
            entry.Reopen();
            state.Update(m => m.WithStatus(id, MessageStatus.Pending));
            statuses.Set(id, MessageStatus.Pending);
            Enqueue(entry);
        }

        await keeper.SaveAsync(entry).ConfigureAwait(false);
    }

    public void Discard(MessageId id)
    {
        lock (_lock)
        {
            if (_entries.TryRemove(id, out var entry)) Forget(entry);
            state.Update(m => m.Without(id));
            statuses.Forget(id);
        }

        Release();
    }

    /// <summary>Releases a refused message, which stays saved until another outbox has taken it. Returns null for any other message.</summary>
    public OutboxEntry? GiveUp(MessageId id)
    {
        OutboxEntry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out entry) || entry.Stored.Refusal is null) return null;
            _entries.TryRemove(id, out _);
            state.Update(m => m.Without(id));
            statuses.Forget(id);
        }

        Release();
        return entry;
    }

    /// <summary>Sends a message that another outbox has released.</summary>
    public async Task TakeAsync(OutboxEntry given, DepartmentId? departmentId, IReadOnlyDictionary<string, string>? fields)
    {
        var entry = given.For(state.Id, departmentId, fields, keeper.NextOrder());
        lock (_lock)
        {
            Show(entry, MessageStatus.Pending);
            Enqueue(entry);
        }

        await keeper.SaveAsync(entry).ConfigureAwait(false);
        entry.MakeReady();
        // The conversation may have started while the message was being saved.
        if (entry.Stored.ConversationId is null && state.Id is { } id) await AssignConversationAsync(id).ConfigureAwait(false);
    }

    /// <summary>
    /// Assigns what waits to the conversation that has started, even if it is closed by the time another process finds the messages: a restart
    /// must not start a second conversation with them.
    /// </summary>
    public async Task AssignConversationAsync(ConversationId id)
    {
        foreach (var entry in _entries.Values.Where(e => e.Stored.ConversationId is null && e.Ready.IsCompletedSuccessfully))
        {
            entry.Stored = entry.Stored with { ConversationId = id };
            await keeper.SaveAsync(entry).ConfigureAwait(false);
        }
    }

    /// <summary>The visitor's session or the client ended: nothing more is sent.</summary>
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

    private async Task WorkAsync()
    {
        await foreach (var next in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            while (_repeated.TryDequeue(out var repeated)) await DeliverAsync(repeated).ConfigureAwait(false);
            if (next is not null) await DeliverAsync(next).ConfigureAwait(false);
        }
    }

    /// <summary>What the server lost comes before everything newer.</summary>
    private async Task BeforeAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Stored.Sent is not null) return;
        await logs.Settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        while (_repeated.TryDequeue(out var repeated)) await DeliverAsync(repeated).ConfigureAwait(false);
    }

    private async Task DeliverAsync(OutboxEntry entry)
    {
        try
        {
            await entry.Ready.ConfigureAwait(false);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(entry.Canceled, ended);
            string? refusal, epoch;
            do
            {
                // If another epoch begins meanwhile, the server may have stored the message before it lost it.
                epoch = session.Epoch;
                var hadConversation = state.Id is not null;
                refusal = await delivery.DeliverAsync(entry, () => BeforeAsync(entry, either.Token), either.Token).ConfigureAwait(false);
                if (!hadConversation && state.Id is { } id) await AssignConversationAsync(id).ConfigureAwait(false);
            }
            while (refusal is null && epoch is not null && epoch != session.Epoch);
            var isThere = entry.Stored.Sent is not null && state.Find(entry.Id) is { Payload.Sequence: > 0 };
            if (refusal is null || isThere) await SettleAsync(entry, session.Epoch).ConfigureAwait(false);
            else await RefuseAsync(entry, refusal).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            entry.Cancel();
        }
        catch (Exception e)
        {
            LogFailed(e);
            await RefuseAsync(entry, e.Message).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(OutboxEntry entry, string? epoch)
    {
        var isRepeated = entry.Stored.Sent is not null;
        state.Update(m => m.WithStatus(entry.Id, MessageStatus.Sent));
        var message = state.Find(entry.Id);
        await sent.KeepAsync(entry, epoch).ConfigureAwait(false);
        _entries.TryRemove(entry.Id, out _);
        if (!isRepeated) statuses.Set(entry.Id, MessageStatus.Sent, sequence: message?.Payload.Sequence ?? 0);
        Complete(entry, message);
    }

    private async Task RefuseAsync(OutboxEntry entry, string reason)
    {
        if (entry.Stored.Sent is not null)
        {
            // From here on it is like any other message that the server does not take.
            entry.Stored = entry.Stored with { Sent = null };
            statuses.Forget(entry.Id);
            if (state.Find(entry.Id) is null) Show(entry, MessageStatus.Pending);
        }

        state.Update(m => m.WithStatus(entry.Id, MessageStatus.Failed, reason));
        entry.Stored = entry.Stored with { Refusal = reason };
        await keeper.SaveAsync(entry).ConfigureAwait(false);
        statuses.Set(entry.Id, MessageStatus.Failed, reason);
        Complete(entry, state.Find(entry.Id));
    }

    private void Complete(OutboxEntry entry, ConversationMessage? message)
    {
        if (message is not null) entry.Settle(message);
        else entry.Cancel();
        Release();
    }

    private async Task SaveAsync(OutboxEntry entry, IReadOnlyList<AttachmentUpload> uploads, CancellationToken cancellationToken)
    {
        // The files first: a message that is saved has all its files.
        await keeper.SaveFilesAsync(entry, uploads, cancellationToken).ConfigureAwait(false);
        if (uploads.Count > 0) state.Update(m => m.WithUploads(entry.Id, entry.Uploads));
        entry.Stored = entry.Stored with { ConversationId = entry.Stored.ConversationId ?? state.Id };
        await keeper.SaveAsync(entry).ConfigureAwait(false);
    }

    private void Forget(OutboxEntry entry)
    {
        entry.Cancel();
        _ = Task.Run(async () =>
        {
            await keeper.RemoveAsync(entry).ConfigureAwait(false);
            foreach (var upload in entry.Stored.Files.Where(f => f.Attachment is null && f.UploadId is not null))
            {
                await DeleteUploadAsync(upload.UploadId!.Value).ConfigureAwait(false);
            }
        });
    }

    private async Task DeleteUploadAsync(AttachmentId id)
    {
        try
        {
            await api.DeleteUploadAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException)
        {
            // The server removes it by itself later.
            LogNotDeleted(e);
        }
    }

    private StoredMessage Describe(OutgoingMessage message)
    {
        var quoted = message.ReplyTo is { } id ? state.Find(id)?.Payload : null;
        return new()
        {
            VisitorId = session.Visitor.Uuid,
            Order = keeper.NextOrder(),
            Id = message.Id ?? MessageId.New(time),
            ConversationId = state.Id,
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
            CreatedAt = time.GetUtcNow(),
        };
    }

    private void Show(OutboxEntry entry, MessageStatus status)
    {
        var message = entry.ToMessage(session.Visitor, status);
        state.Update(m => m.WithOutgoing(message));
        statuses.Set(entry.Id, status, entry.Stored.Refusal);
    }

    private void Release()
    {
        if (state.Id is { } id) owner.Release(id);
    }

    [LoggerMessage(LogLevel.Error, "Sending a message failed.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Debug, "The upload of a discarded message could not be deleted.")]
    private partial void LogNotDeleted(Exception exception);
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Conversations;

/// <summary>Sends a conversation's messages: in order, one at a time, each until the server has stored or refused it.</summary>
internal sealed partial class Outbox
{
    private readonly Conversation _conversation;
    private readonly ConversationState _state;
    private readonly VisitorScope _scope;
    private readonly ILogger _logger;
    private readonly Channel<OutboxEntry> _queue = Channel.CreateUnbounded<OutboxEntry>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<MessageId, OutboxEntry> _entries = new();
    private readonly Lock _lock = new();
    private Task? _working;

    public Outbox(Conversation conversation, ConversationState state, VisitorScope scope)
    {
        _conversation = conversation;
        _state = state;
        _scope = scope;
        _logger = scope.Logger;
    }

    /// <summary>Whether a message waits or is being sent.</summary>
    public bool HasWork => !_entries.IsEmpty;

    public Task<ConversationMessage> Send(OutgoingMessage message)
    {
        var entry = new OutboxEntry(MessageId.New(_scope.Options.TimeProvider), message);
        lock (_lock)
        {
            _state.Update(m => m.WithOutgoing(Pending(m.Snapshot, entry)));
            return Enqueue(entry);
        }
    }

    public Task Retry(MessageId id)
    {
        lock (_lock)
        {
            if (Find(id) is not { Status: MessageStatus.Failed, Payload: var payload }) return Task.CompletedTask;
            _state.Update(m => m.WithStatus(id, MessageStatus.Pending));
            var message = new OutgoingMessage { Content = payload.Content, ReplyTo = payload.ReplyTo?.Id, Attachments = payload.Attachments };
            return Enqueue(new(id, message));
        }
    }

    public void Discard(MessageId id)
    {
        lock (_lock)
        {
            if (_entries.TryRemove(id, out var entry)) entry.Cancel();
            _state.Update(m => m.Without(id));
        }
    }

    /// <summary>The visitor is gone: what waits is never sent.</summary>
    public void End()
    {
        _queue.Writer.TryComplete();
        foreach (var (id, entry) in _entries)
        {
            if (_entries.TryRemove(id, out _)) entry.Cancel();
        }
    }

    private Task<ConversationMessage> Enqueue(OutboxEntry entry)
    {
        _entries[entry.Id] = entry;
        if (!_queue.Writer.TryWrite(entry))
        {
            _entries.TryRemove(entry.Id, out _);
            entry.Cancel();
        }

        _working ??= Task.Run(WorkAsync);
        return entry.Done;
    }

    private async Task WorkAsync()
    {
        await foreach (var entry in _queue.Reader.ReadAllAsync())
        {
            try
            {
                await DeliverAsync(entry);
            }
            catch (OperationCanceledException)
            {
                entry.Cancel();
            }
            catch (Exception e)
            {
                LogFailed(e);
                Settle(entry, MessageStatus.Failed, e.Message);
            }
        }
    }

    private async Task DeliverAsync(OutboxEntry entry)
    {
        // While a conversation begins, nobody else begins or adopts one.
        using var hold = _conversation.Id is null ? await _scope.Conversations.HoldStartsAsync(_scope.Ended) : null;
        for (var attempt = 0; ; attempt++)
        {
            // A broadcast may have told already that it is stored.
            if (entry.Done.IsCompleted || IsSettled(entry)) return;
            try
            {
                await PostAsync(entry);
                Settle(entry, MessageStatus.Sent, null);
                return;
            }
            catch (LivecallerException e) when (Backoff.IsTransient(e))
            {
                LogTryAgain(e);
                await _scope.Pause.WaitAsync(Backoff.Delay(attempt, _scope.Options.Random(), e), _scope.Ended);
            }
            catch (LivecallerApiException e)
            {
                Settle(entry, MessageStatus.Failed, e.Reason);
                return;
            }
        }
    }

    private async Task PostAsync(OutboxEntry entry)
    {
        if (_conversation.Id is { } id)
        {
            var stored = await _scope.CallAsync((api, token, end) => api.SendMessageAsync(token, id, entry.Request, end), CancellationToken.None);
            _scope.Fence.TryRun(() => _state.Update(m => m.WithMessage(stored)));
            return;
        }

        var begun = await _scope.CallAsync((api, token, end) => api.StartConversationAsync(token, entry.Request, end), CancellationToken.None);
        _scope.Fence.TryRun(() => _scope.Listener.Adopt(begun, _scope.Session.CursorOf(begun.Id) ?? 0, _conversation));
    }

    private bool IsSettled(OutboxEntry entry)
    {
        if (Find(entry.Id) is not { Payload.Sequence: > 0 }) return false;
        Settle(entry, MessageStatus.Sent, null);
        return true;
    }

    private void Settle(OutboxEntry entry, MessageStatus status, string? reason)
    {
        _state.Update(m => m.WithStatus(entry.Id, status, reason));
        _entries.TryRemove(entry.Id, out _);
        if (Find(entry.Id) is { } message) entry.Complete(message);
        else entry.Cancel();
    }

    private ConversationMessage? Find(MessageId id) => _state.Snapshot.Messages.FirstOrDefault(m => m.Id == id);

    private ConversationMessage Pending(ConversationSnapshot snapshot, OutboxEntry entry)
    {
        var visitor = _scope.Session.Visitor;
        var quoted = entry.Message.ReplyTo is { } id ? snapshot.Messages.FirstOrDefault(m => m.Id == id)?.Payload : null;
        return new()
        {
            Status = MessageStatus.Pending,
            Payload = new()
            {
                Id = entry.Id,
                ConversationId = _conversation.Id ?? default,
                Sequence = 0,
                Sender = new() { Type = ParticipantType.Visitor, Id = visitor.Uuid.Value, Name = visitor.Name },
                Content = entry.Message.Content,
                ReplyTo = quoted is null ? null : new() { Id = quoted.Id, Content = quoted.Content, Sender = quoted.Sender },
                Attachments = entry.Message.Attachments,
                CreatedAt = _scope.Options.TimeProvider.GetUtcNow(),
            },
        };
    }

    [LoggerMessage(LogLevel.Information, "A message could not be sent; it is tried again.")]
    private partial void LogTryAgain(Exception exception);

    [LoggerMessage(LogLevel.Error, "Sending a message failed.")]
    private partial void LogFailed(Exception exception);
}

using System.Text.Json;
using Livecaller.Background;
using Livecaller.Conversations;
using Livecaller.Events;
using Livecaller.Outbox;

namespace Livecaller;

public sealed partial class Conversation
{
    private bool _isRestarted;

    /// <summary>The conversation was started, or the server has new information about it.</summary>
    internal void Begin(ConversationPayload payload)
    {
        if (_state.TrySetId(payload.Id)) _ = Task.Run(() => _outbox.AssignConversationAsync(payload.Id));
        ShowInfo(payload, isListed: true);
    }

    internal void ShowInfo(ConversationPayload payload, bool isListed)
    {
        _state.Update(m => m.WithInfo(payload, isListed));
        _statuses.Mark(payload.OperatorDeliveredSequence, payload.OperatorReadSequence);
        if (isListed && Interlocked.Exchange(ref _isRestarted, false) && _state.IsWanted) Reload();
    }

    /// <summary>The log begins another epoch. The messages are loaded again when the server has told the conversation's state.</summary>
    internal void Restart()
    {
        _statuses.Restart();
        _state.Update(m => m.InOtherEpoch());
        Volatile.Write(ref _isRestarted, true);
    }

    /// <summary>Sends messages again that the server had acknowledged in another epoch, as far as it does not have them any more.</summary>
    internal void Repeat(IEnumerable<StoredMessage> messages) => _outbox.Repeat(messages);

    /// <summary>Shows a message from before a restart that the server has not stored yet.</summary>
    internal void Restore(StoredMessage message) => _outbox.Restore(message);

    /// <summary>Sends what waits.</summary>
    internal void BeginSending() => _outbox.Begin();

    internal void ShowDelivered(long sequence)
    {
        _state.Update(m => m.WithDelivered(sequence));
        _statuses.Mark(sequence, 0);
    }

    internal void ShowQueuePosition(int position) => _state.Update(m => m.WithQueuePosition(position));

    internal void ShowTyping(MessageSender sender) => _typing.Show(sender);

    /// <summary>Loads the newest messages once, and retries while the server cannot be reached.</summary>
    internal void Load() => _history.Load();

    /// <summary>Loads the newest messages again.</summary>
    internal void Reload() => _history.Reload();

    /// <summary>Applies the next event of the log. Returns what listeners receive for it, or null.</summary>
    internal LivecallerEvent? Apply(FollowedEvent e)
    {
        if (e.Type != EventNames.ConversationMessage) _state.Update(m => m.WithSequence(e.Sequence));
        switch (e.Type)
        {
            case EventNames.ConversationStarted:
                var started = e.Data.Read(LivecallerJson.Default.ConversationPayload);
                ShowInfo(started, isListed: false);
                return ClientEvents.Started(started, e);
            case EventNames.ConversationUpdated:
                ShowInfo(e.Data.Read(LivecallerJson.Default.ConversationPayload), isListed: false);
                return null;
            case EventNames.ConversationMessage:
                var message = e.Data.Read(LivecallerJson.Default.MessagePayload);
                _state.Update(m => m.WithSequence(e.Sequence).WithMessage(message));
                _typing.Hide(message.Sender.Type);
                if (message.Sender.Type == ParticipantType.Visitor) _statuses.Stored(message.Id, message.Sequence);
                return ClientEvents.Received(message, e);
            case EventNames.ConversationMessageUpdated:
                // Here `sequence` is the sequence of the event; the message has its own.
                var updated = e.Data.Read(LivecallerJson.Default.MessagePayload) with
                {
                    Sequence = e.Data.Tree.GetProperty("message_sequence").GetInt64(),
                };
                _state.Update(m => m.WithMessageUpdated(updated));
                return null;
            case EventNames.ConversationRead:
                var read = e.Data.Read(LivecallerJson.Default.ReadPayload);
                // What the visitor had read before the server counted the unread messages does not change that count.
                _state.Update(m => read.Reader == ParticipantType.Visitor && read.ReadSequence <= m.Snapshot.VisitorReadSequence ? m
                    : m.WithRead(read.Reader, read.ReadSequence));
                if (read.Reader != ParticipantType.Visitor) _statuses.Mark(0, read.ReadSequence);
                return null;
            case EventNames.ConversationClosed:
                var closed = e.Data.Read(LivecallerJson.Default.ClosedPayload);
                _state.Update(m => m.WithClosed(closed));
                return ClientEvents.Closed(closed, e);
            default:
                return null;
        }
    }

    // The owner drops it when nothing needs it any more.
    private void Release()
    {
        if (Id is { } id) _owner.Release(id);
    }

    private ConversationSubscription Keep(ConversationSubscription subscription)
    {
        _owner.Keep(this);
        return subscription;
    }

    internal void End()
    {
        _typing.Dispose();
        _state.Close();
        _outbox.End();
    }
}

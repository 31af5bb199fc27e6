using System.Text.Json;

namespace Livecaller.Dashboard.Conversations;

/// <summary>The log of one conversation: the current messages, and the events between them.</summary>
internal sealed class ConversationLog
{
    private readonly SortedDictionary<long, MessagePayload> _messages = [];
    private readonly SortedDictionary<long, LogNote> _notes = [];
    private readonly Dictionary<MessageId, long> _sequences = [];
    private OperatorId? _operator;

    /// <summary>The newest event that was taken in: the cursor.</summary>
    internal long Cursor { get; private set; }

    /// <summary>The visitor has read everything up to here.</summary>
    internal long VisitorRead { get; private set; }

    internal IReadOnlyCollection<MessagePayload> Messages => _messages.Values;

    internal IReadOnlyCollection<LogNote> Notes => _notes.Values;

    internal long? OldestMessage => _messages.Count == 0 ? null : _messages.First().Key;

    internal long NewestVisitorMessage =>
        _messages.Values.LastOrDefault(static m => m.Sender.Type == ParticipantType.Visitor)?.Sequence ?? 0;

    internal bool Has(MessageId id) => _sequences.ContainsKey(id);

    internal void StartAfter(long sequence) => Cursor = sequence;

    internal void Put(MessagePayload message)
    {
        var sequence = _sequences.GetValueOrDefault(message.Id, message.Sequence);
        _sequences[message.Id] = sequence;
        _messages[sequence] = message with { Sequence = sequence };
    }

    /// <summary>Takes in the event if it is the next one. A lower one is old news.</summary>
    internal void Apply(LoggedEvent logged)
    {
        if (logged.Sequence <= Cursor)
            return;
        Cursor = logged.Sequence;
        try
        {
            Take(logged);
        }
        catch (JsonException)
        {
            // A payload of a newer server: the cursor advances, as for unknown event types.
        }
    }

    private void Take(LoggedEvent logged)
    {
        switch (logged.Type)
        {
            // A message that was read from the history is the fresher copy: an edit came after its event.
            case EventNames.ConversationMessage when Read(logged, LivecallerJson.Default.MessagePayload) is { } message && !Has(message.Id):
                Put(message);
                break;
            case EventNames.ConversationMessageUpdated when Read(logged, LivecallerJson.Default.MessagePayload) is { } message && Has(message.Id):
                Put(message);
                break;
            case EventNames.ConversationRead when Read(logged, LivecallerJson.Default.ReadPayload) is { Reader: ParticipantType.Visitor } read:
                VisitorRead = Math.Max(VisitorRead, read.ReadSequence);
                break;
            case EventNames.ConversationUpdated when Read(logged, LivecallerJson.Default.ConversationPayload) is { } conversation:
                NoteOperator(logged, conversation.Operator);
                break;
            case EventNames.ConversationClosed when Read(logged, LivecallerJson.Default.ClosedPayload) is { } closed:
                _notes[logged.Sequence] = new(logged.Sequence, logged.CreatedAt, LogNoteKind.Closed, ClosedBy: closed.ClosedBy);
                break;
        }
    }

    private void NoteOperator(LoggedEvent logged, OperatorSummary? taker)
    {
        if (taker is not null && taker.Id != _operator)
            _notes[logged.Sequence] = new(logged.Sequence, logged.CreatedAt, LogNoteKind.Joined, taker);
        _operator = taker?.Id;
    }

    private static T? Read<T>(LoggedEvent logged, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        logged.Data.Deserialize(type);
}

using LoadedMessages = System.Collections.Generic.IReadOnlyList<Livecaller.ConversationMessage>;

namespace Livecaller.Blazor.Messages;

/// <summary>Finds where another operator takes over. Each message is processed once as long as messages are only added and removed at the ends.</summary>
internal sealed class OperatorTurns
{
    private const int MaxAtOnce = 1_000;

    private readonly Dictionary<MessageId, bool> _turns = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private LoadedMessages _seen = [];
    private bool _hadEarlier;

    /// <summary>Changes when messages were processed again.</summary>
    public int Version { get; private set; }

    /// <summary>The operator who wrote last; null if none has.</summary>
    public MessageSender? Last { get; private set; }

    /// <summary>Whether an operator's turn begins with this message, and whether it is their first.</summary>
    public bool Begins(MessageId message, out bool isFirst) => _turns.TryGetValue(message, out isFirst);

    public void Follow(LoadedMessages messages, bool hasEarlier)
    {
        if (ReferenceEquals(messages, _seen)) return;
        var from = Continuation(messages);
        if (from < 0 || hasEarlier != _hadEarlier)
        {
            _turns.Clear();
            _known.Clear();
            (Last, from) = (null, 0);
            Version++;
        }

        // The operator of the messages before the loaded window has joined before it.
        for (var i = from; i < messages.Count; i++) Look(messages[i], hasEarlier);
        (_seen, _hadEarlier) = (messages, hasEarlier);
    }

    private void Look(ConversationMessage message, bool hasEarlier)
    {
        var sender = message.Payload.Sender;
        if (sender.Type != ParticipantType.Operator || sender.Id == Last?.Id) return;
        var isFirst = _known.Add(sender.Id);
        if (Last is not null || !hasEarlier) _turns[message.Id] = isFirst;
        Last = sender;
    }

    /// <summary>Where the messages begin that were not seen before; -1 when all are to be looked at.</summary>
    private int Continuation(LoadedMessages messages)
    {
        var last = LastStored(_seen);
        if (last < 0 || messages.Count == 0 || messages[0].Payload.Sequence < _seen[0].Payload.Sequence) return -1;
        for (var i = messages.Count - 1; i >= 0 && i >= messages.Count - MaxAtOnce; i--)
        {
            if (messages[i].Id == _seen[last].Id) return i + 1;
        }

        return -1;
    }

    // Pending messages are the visitor's own and move behind newer ones.
    private static int LastStored(LoadedMessages messages)
    {
        var last = messages.Count - 1;
        while (last >= 0 && messages[last].Payload.Sequence == 0) last--;
        return last;
    }
}

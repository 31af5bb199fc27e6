namespace Livecaller.Dashboard.Inbox;

/// <summary>The conversations of the list that are selected, to be changed together.</summary>
internal sealed class InboxSelection(InboxState inbox)
{
    // The server takes no more at once.
    internal const int MaxConversations = 100;

    private readonly HashSet<ConversationId> _ids = [];
    private ConversationId? _last;

    internal event Action? Changed;

    /// <summary>The selected conversations, in the order of the list. What has left the list is not selected any more.</summary>
    internal IReadOnlyList<ConversationId> Ids => [.. inbox.Conversations.Select(c => c.Id).Where(_ids.Contains)];

    internal bool Has(ConversationId id) => _ids.Contains(id);

    /// <summary>Selects a conversation, or takes it out; with a range all from the one before on.</summary>
    internal void Toggle(ConversationId id, bool isRange)
    {
        var isOn = !_ids.Contains(id);
        foreach (var one in isRange ? Between(_last, id) : [id])
        {
            if (!isOn)
                _ids.Remove(one);
            else if (_ids.Count < MaxConversations)
                _ids.Add(one);
        }

        _last = id;
        Changed?.Invoke();
    }

    /// <summary>Selects only these.</summary>
    internal void Set(IEnumerable<ConversationId> ids)
    {
        _ids.Clear();
        _ids.UnionWith(ids);
        _last = null;
        Changed?.Invoke();
    }

    private List<ConversationId> Between(ConversationId? one, ConversationId other)
    {
        var rows = inbox.Conversations.Select(c => c.Id).ToList();
        var (from, to) = (one is { } id ? rows.IndexOf(id) : -1, rows.IndexOf(other));
        return from < 0 || to < 0 ? [other] : rows.GetRange(Math.Min(from, to), Math.Abs(from - to) + 1);
    }
}

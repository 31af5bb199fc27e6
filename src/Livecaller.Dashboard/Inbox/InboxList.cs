using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>The conversations of a list that are shown, in its order. What a search has found stays in the order in which it was found.</summary>
internal sealed class InboxList
{
    private readonly List<OperatorConversationPayload> _rows = [];
    private IComparer<OperatorConversationPayload>? _order;
    private int _room = InboxReader.PageSize;

    internal IReadOnlyList<OperatorConversationPayload> Rows => _rows;

    internal bool HasMore { get; private set; }

    /// <summary>Whether so many rows have left that the next page is to be read.</summary>
    internal bool IsShort => HasMore && _rows.Count <= _room - InboxReader.PageSize / 2;

    internal void Clear(InboxQuery query, OperatorId me)
    {
        (_order, _room, HasMore) = (query.Search is null ? InboxOrder.Of(query, me) : null, InboxReader.PageSize, false);
        _rows.Clear();
    }

    /// <summary>Replaces everything by the first page.</summary>
    internal void Load(InboxPage page)
    {
        _rows.Clear();
        _room = InboxReader.PageSize;
        Add(page);
    }

    /// <summary>Adds a page behind the last row.</summary>
    internal void AddPage(InboxPage page, bool makesRoom)
    {
        if (makesRoom)
            _room += InboxReader.PageSize;
        Add(page);
    }

    internal void Apply(InboxChange change)
    {
        switch (change)
        {
            case InboxConversationChanged(var conversation) when _order is null:
                Replace(conversation);
                break;
            case InboxConversationChanged(var conversation):
                Remove(conversation.Id);
                Insert(conversation);
                break;
            case InboxConversationLeft(var id):
                Remove(id);
                break;
            case InboxReloaded(var page):
                Load(page);
                break;
        }
    }

    // A page that was read while a conversation moved may repeat some of the one before.
    private void Add(InboxPage page)
    {
        HasMore = page.HasMore;
        foreach (var conversation in page.Data)
        {
            Remove(conversation.Id);
            _rows.Insert(IndexOf(conversation), conversation);
        }

        Trim();
    }

    // Behind the last row of a list that goes on, a conversation is part of a later page.
    private void Insert(OperatorConversationPayload conversation)
    {
        var index = IndexOf(conversation);
        if (index < _rows.Count || !HasMore)
            _rows.Insert(index, conversation);
        Trim();
    }

    private void Trim()
    {
        if (_rows.Count <= _room)
            return;
        _rows.RemoveRange(_room, _rows.Count - _room);
        HasMore = true;
    }

    private void Replace(OperatorConversationPayload conversation)
    {
        var index = _rows.FindIndex(row => row.Id == conversation.Id);
        if (index >= 0)
            _rows[index] = conversation with { Match = _rows[index].Match };
    }

    private void Remove(ConversationId id)
    {
        var index = _rows.FindIndex(row => row.Id == id);
        if (index >= 0)
            _rows.RemoveAt(index);
    }

    private int IndexOf(OperatorConversationPayload conversation)
    {
        if (_order is null)
            return _rows.Count;
        var index = _rows.BinarySearch(conversation, _order);
        return index < 0 ? ~index : index;
    }
}

using Livecaller.Server.Search;

namespace Livecaller.Server.Operators;

// Finds conversations of a list by their words: first those whose visitor has them in name, address or notes, newest activity first, then those with the
// words in a private note, and then those with the words in a message, the newest message first. Messages with the words themselves come before those in which the words only begin.
internal sealed class InboxSearch(LivecallerDatabase database)
{
    private const int MaxVisitors = 200;
    private const int MaxNotes = 200;

    // So many messages are looked at for a list that few of them belong to. It bounds the time, and what is older is not found.
    private const int MaxHits = 10_000;
    private const int FirstHits = 200;

    /// <summary>Returns the first conversations of a query that has words.</summary>
    public async Task<List<InboxRow>> ReadAsync(
        LivecallerDbContext db, OperatorId? me, InboxQuery query, SearchWords words, int count, CancellationToken cancellationToken)
    {
        if (words.IsEmpty) return [];
        var found = new FoundConversations(query.Before?.Value, count);
        var list = InboxFilter.Apply(db, me, query);
        await AddVisitorsAsync(db, list, words, found, cancellationToken).ConfigureAwait(false);
        if (!found.IsFull) await AddNotesAsync(db, list, words, found, cancellationToken).ConfigureAwait(false);
        foreach (var mode in Enum.GetValues<SearchMode>())
            if (!found.IsFull) await AddMessagesAsync(db, list, words, mode, found, cancellationToken).ConfigureAwait(false);

        var ids = found.Page.ConvertAll(f => f.Conversation);
        var rows = await InboxRow.Of(db, db.Conversations.AsNoTracking().Where(c => ids.Contains(c.Id)))
            .ToDictionaryAsync(r => r.Conversation.Id, cancellationToken).ConfigureAwait(false);
        var matches = await MatchesAsync(db, words, found, cancellationToken).ConfigureAwait(false);
        return [.. found.Page.Where(f => rows.ContainsKey(f.Conversation))
            .Select(f => rows[f.Conversation] with
            {
                Match = f.Message is { } number ? matches.GetValueOrDefault(number) : f.Note is { } note ? MatchOf(note, words) : MatchOf(rows[f.Conversation].Visitor, words),
            })];
    }

    private async Task AddNotesAsync(
        LivecallerDbContext db, IQueryable<ConversationRow> list, SearchWords words, FoundConversations found, CancellationToken cancellationToken)
    {
        var hits = await database.Search.FindNotesAsync(db, words, MaxNotes, cancellationToken).ConfigureAwait(false);
        if (hits.Count == 0) return;
        var (ids, conversations) = (hits.Select(h => h.Id).ToList(), hits.Select(h => h.ConversationId).ToHashSet());
        var listed = (await list.Where(c => conversations.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        var texts = await db.Notes.AsNoTracking().Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.Content, cancellationToken).ConfigureAwait(false);
        foreach (var hit in hits)
            if (listed.Contains(hit.ConversationId)) found.Add(hit.ConversationId, null, texts.GetValueOrDefault(hit.Id));
    }

    private async Task AddVisitorsAsync(
        LivecallerDbContext db, IQueryable<ConversationRow> list, SearchWords words, FoundConversations found, CancellationToken cancellationToken)
    {
        var visitors = await database.Search.FindVisitorsAsync(db, words, MaxVisitors, cancellationToken).ConfigureAwait(false);
        if (visitors.Count == 0) return;
        foreach (var id in await list.Where(c => visitors.Contains(c.VisitorId)).OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id)
            .Take(MaxVisitors).Select(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(id, null);
        }
    }

    private async Task AddMessagesAsync(
        LivecallerDbContext db, IQueryable<ConversationRow> list, SearchWords words, SearchMode mode, FoundConversations found, CancellationToken cancellationToken)
    {
        var (before, looked) = (long.MaxValue, 0);
        for (var chunk = FirstHits; looked < MaxHits && !found.IsFull; chunk *= 2)
        {
            var hits = await database.Search.FindMessagesAsync(db, words, mode, before, chunk, cancellationToken).ConfigureAwait(false);
            var unknown = hits.Select(h => h.ConversationId).Where(id => !found.Contains(id)).ToHashSet();
            var listed = unknown.Count == 0 ? [] : (await list.Where(c => unknown.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
            foreach (var hit in hits)
                if (listed.Contains(hit.ConversationId)) found.Add(hit.ConversationId, hit.Number);
            if (hits.Count < chunk) return;
            (before, looked) = (hits[^1].Number, looked + hits.Count);
        }
    }

    private static async Task<Dictionary<long, SearchMatch>> MatchesAsync(
        LivecallerDbContext db, SearchWords words, FoundConversations found, CancellationToken cancellationToken)
    {
        var numbers = found.Page.Where(f => f.Message is not null).Select(f => f.Message!.Value).ToList();
        if (numbers.Count == 0) return [];
        var messages = await db.Messages.AsNoTracking().Where(m => numbers.Contains(m.Number)).ToListAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<long, SearchMatch> matches = [];
        foreach (var message in messages)
        {
            if (words.LineOf(message.Content) is var (line, start, length))
                matches[message.Number] = new() { MessageId = new(message.Id), MessageSequence = message.Sequence, Text = line, Start = start, Length = length };
        }

        return matches;
    }

    private static SearchMatch? MatchOf(VisitorRow visitor, SearchWords words)
    {
        foreach (var text in (string?[])[visitor.Name, visitor.Email, visitor.Mobile, visitor.Notes])
            if (text is not null && MatchOf(text, words) is { } match) return match;
        return null;
    }

    private static SearchMatch? MatchOf(string text, SearchWords words) =>
        words.LineOf(text) is var (line, start, length) ? new() { Text = line, Start = start, Length = length } : null;

    // The conversations in the order in which they are found, and of those the page.
    private sealed class FoundConversations(string? before, int count)
    {
        private readonly HashSet<string> _known = [];
        private bool _isBehind = before is null;

        public List<(string Conversation, long? Message, string? Note)> Page { get; } = [];

        public bool IsFull => Page.Count >= count;

        public bool Contains(string conversation) => _known.Contains(conversation);

        public void Add(string conversation, long? message, string? note = null)
        {
            if (!_known.Add(conversation)) return;
            if (_isBehind && !IsFull) Page.Add((conversation, message, note));
            _isBehind |= conversation == before;
        }
    }
}

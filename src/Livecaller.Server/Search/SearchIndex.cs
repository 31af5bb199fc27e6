namespace Livecaller.Server.Search;

// Finds messages and visitors by their words. A database with a full-text index overrides it; in this one every text is compared.
internal class SearchIndex
{
    /// <summary>Adds the words (@1) of a message (@0) in the transaction that stores it; null when the database has no index.</summary>
    public virtual string? AddMessage => null;

    /// <summary>Adds the words (@1) of a visitor (@0) in the transaction that stores it; null when the database has no index.</summary>
    public virtual string? AddVisitor => null;

    /// <summary>Brings the index up to date with what was stored, in the same transaction.</summary>
    public virtual Task UpdateAsync(LivecallerDbContext db, SearchChanges changes, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes a part of what the index still has of texts that were deleted, inside a transaction that is short. Returns whether there may be more.</summary>
    public virtual Task<bool> ForgetDeletedAsync(LivecallerDbContext db, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Fills the index again.</summary>
    /// <returns>The number of messages and visitors.</returns>
    public virtual Task<(int Messages, int Visitors)> RebuildAsync(LivecallerDbContext db, CancellationToken cancellationToken) => Task.FromResult((0, 0));

    /// <summary>Returns the newest messages with the words.</summary>
    /// <param name="db">The database.</param>
    /// <param name="words">The words.</param>
    /// <param name="mode">Whether words can go on.</param>
    /// <param name="before">Only messages with a lower number.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public virtual async Task<IReadOnlyList<MessageHit>> FindMessagesAsync(
        LivecallerDbContext db, SearchWords words, SearchMode mode, long before, int count, CancellationToken cancellationToken)
    {
        // Everything is found by the first of the two looks.
        if (mode == SearchMode.Beginnings) return [];
        SearchText.Prepare(db);
        var messages = db.Messages.AsNoTracking().Where(m => m.Number < before);
        foreach (var needle in words.Needles) messages = messages.Where(m => SearchText.Contains(m.Content, needle));
        return await messages.OrderByDescending(m => m.Number).Take(count).Select(m => new MessageHit(m.Number, m.ConversationId))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the ids of visitors with the words in name or address.</summary>
    public virtual async Task<IReadOnlyList<string>> FindVisitorsAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken)
    {
        SearchText.Prepare(db);
        var visitors = db.Visitors.AsNoTracking();
        foreach (var needle in words.Needles)
            visitors = visitors.Where(v => SearchText.Contains(v.Name, needle) || SearchText.Contains(v.Email, needle) || SearchText.Contains(v.Mobile, needle));
        return await visitors.OrderByDescending(v => v.Id).Take(count).Select(v => v.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A message that was found.</summary>
/// <param name="Number">Its number in the order in which messages were stored.</param>
/// <param name="ConversationId">Its conversation.</param>
internal sealed record MessageHit(long Number, string ConversationId);

/// <summary>What matches a word.</summary>
internal enum SearchMode
{
    /// <summary>The word itself.</summary>
    Words,

    /// <summary>Also words that begin with it.</summary>
    Beginnings,
}

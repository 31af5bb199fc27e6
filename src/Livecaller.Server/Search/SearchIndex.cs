namespace Livecaller.Server.Search;

// Finds messages, notes and visitors by their words, in a full-text index of the database.
internal abstract class SearchIndex
{
    /// <summary>Adds the words (@1) of a message (@0) in the transaction that stores it; null when <see cref="Statements.AddMessage"/> does it.</summary>
    public virtual string? AddMessage => null;

    /// <summary>Adds the words (@1) of a visitor (@0) in the transaction that stores it.</summary>
    public abstract string AddVisitor { get; }

    /// <summary>The words of texts in the form in which they are stored.</summary>
    public abstract string WordsOf(params ReadOnlySpan<string?> texts);

    /// <summary>The words of a visitor.</summary>
    public string WordsOf(VisitorRow visitor) => WordsOf(visitor.Name, visitor.Email, visitor.Mobile, visitor.Notes);

    /// <summary>Brings the index up to date with what was stored, in the same transaction.</summary>
    public abstract Task UpdateAsync(LivecallerDbContext db, SearchChanges changes, CancellationToken cancellationToken);

    /// <summary>Removes a part of what the index still has of texts that were deleted, inside a transaction that is short. Returns whether there may be more.</summary>
    public virtual Task<bool> ForgetDeletedAsync(LivecallerDbContext db, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Fills the index again.</summary>
    /// <returns>The number of messages and visitors.</returns>
    public abstract Task<(int Messages, int Visitors)> RebuildAsync(LivecallerDbContext db, CancellationToken cancellationToken);

    /// <summary>Returns the newest messages with the words.</summary>
    /// <param name="db">The database.</param>
    /// <param name="words">The words.</param>
    /// <param name="mode">Whether words can go on.</param>
    /// <param name="before">Only messages with a lower number.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public abstract Task<IReadOnlyList<MessageHit>> FindMessagesAsync(
        LivecallerDbContext db, SearchWords words, SearchMode mode, long before, int count, CancellationToken cancellationToken);

    /// <summary>Returns private notes with the words or others that begin with them.</summary>
    public abstract Task<IReadOnlyList<NoteHit>> FindNotesAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken);

    /// <summary>Returns the ids of visitors with the words in name, address or notes.</summary>
    public abstract Task<IReadOnlyList<string>> FindVisitorsAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken);
}

/// <summary>A message that was found.</summary>
/// <param name="Number">Its number in the order in which messages were stored.</param>
/// <param name="ConversationId">Its conversation.</param>
internal sealed record MessageHit(long Number, string ConversationId);

/// <summary>A note that was found.</summary>
/// <param name="Id">The note.</param>
/// <param name="ConversationId">Its conversation.</param>
internal sealed record NoteHit(string Id, string ConversationId);

/// <summary>What matches a word.</summary>
internal enum SearchMode
{
    /// <summary>The word itself.</summary>
    Words,

    /// <summary>Also words that begin with it.</summary>
    Beginnings,
}

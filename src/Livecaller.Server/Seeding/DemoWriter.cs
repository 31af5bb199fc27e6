using System.Data.Common;
using Livecaller.Server.Search;

namespace Livecaller.Server.Seeding;

// Stores made-up conversations with prepared commands, many in one transaction.
internal sealed class DemoWriter : IDisposable
{
    private readonly PreparedConnection _connection;
    private readonly object _noAttachments;
    private readonly PreparedCommand _visitor;
    private readonly PreparedCommand _conversation;
    private readonly PreparedCommand _event;
    private readonly PreparedCommand _message;
    private readonly PreparedCommand _visitorWords;
    private readonly PreparedCommand? _messageWords;
    private readonly SearchIndex _search;
    private DbTransaction? _transaction;

    public DemoWriter(IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database)
    {
        _connection = PreparedConnection.Open(contexts);
        _visitor = _connection.Add("""INSERT INTO "Visitors" ("Id", "WidgetId", "UserId", "Name", "Email", "NotesVersion", "CreatedAt") VALUES (@0, @1, @2, @3, @4, 0, @5)""", 6);
        _conversation = _connection.Add(
            """
            INSERT INTO "Conversations" ("Id", "WidgetId", "VisitorId", "Status", "OperatorId", "CreatedAt", "LastActivityAt", "ClosedAt", "ClosedBy", "LastSequence",
                "VisitorRead", "OperatorRead", "OperatorDelivered", "LastMessageSequence", "UnreadCount", "WaitingSince", "Rating", "RatedAt", "AssignedAt",
                "FirstResponseAt", "OperatorSequence")
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, 0)
            """, 20);
        _event = _connection.Add(database.Statements.AddEvent, 5);
        _message = _connection.Add(database.Statements.AddMessage, 9);
        _search = database.Search;
        _noAttachments = database.Statements.ListOf([]);
        _visitorWords = _connection.Add(_search.AddVisitor, 2);
        _messageWords = _search.AddMessage is { } message ? _connection.Add(message, 2) : null;
    }

    public void Add(SampleConversation sample)
    {
        _transaction ??= _connection.Begin();
        var (visitor, row) = (sample.Visitor, sample.Row);
        _visitor.Execute(visitor.Id, visitor.WidgetId, visitor.UserId, visitor.Name, visitor.Email, Time(visitor.CreatedAt));
        _visitorWords.Execute(visitor.Id, _search.WordsOf(visitor.Name, visitor.Email));
        _conversation.Execute(
            row.Id, row.WidgetId, row.VisitorId, row.Status.ToString(), row.OperatorId, Time(row.CreatedAt), Time(row.LastActivityAt), Time(row.ClosedAt), row.ClosedBy?.ToString(),
            row.LastSequence, row.VisitorRead, row.OperatorRead, row.OperatorDelivered, row.LastMessageSequence, row.UnreadCount, Time(row.WaitingSince), row.Rating,
            Time(row.RatedAt), Time(row.AssignedAt), Time(row.FirstResponseAt));
        foreach (var entry in sample.Events) _event.Execute(entry.ConversationId, entry.Sequence, entry.Type, entry.Data, Time(entry.CreatedAt));
        foreach (var message in sample.Messages) Add(message);
    }

    /// <summary>Stores what was added.</summary>
    public void Commit()
    {
        _transaction?.Commit();
        _transaction?.Dispose();
        _transaction = null;
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        _connection.Dispose();
    }

    private void Add(MessageRow message)
    {
        var words = _search.WordsOf(message.Content);
        using var added = _message.Read(
            message.Id, message.ConversationId, message.Sequence, message.SenderType.ToString(), message.SenderId, message.Content, null, _noAttachments, words);
        if (!added.Read()) throw new InvalidOperationException($"The message {message.Id} exists already.");
        var number = added.GetInt64(0);
        added.Close();
        _messageWords?.Execute(number, words);
    }

    private static long? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}

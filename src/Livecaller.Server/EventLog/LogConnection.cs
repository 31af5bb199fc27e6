using System.Data.Common;
using System.Text.Json;
using Livecaller.Server.Search;

namespace Livecaller.Server.EventLog;

// The connection on which grouped writes are stored, with the rows of a message as commands.
internal sealed class LogConnection : IDisposable
{
    private readonly Statements _statements;
    private readonly PreparedConnection _connection;
    private readonly SearchIndex _search;
    private readonly PreparedCommand _lock;
    private readonly PreparedCommand _find;
    private readonly PreparedCommand _findMessage;
    private readonly PreparedCommand _addMessage;
    private readonly PreparedCommand? _addWords;
    private readonly PreparedCommand _findAttachment;
    private readonly PreparedCommand _takeAttachment;
    private readonly PreparedCommand _addEvent;
    private readonly PreparedCommand _advance;
    private readonly PreparedCommand _setMarks;

    public LogConnection(IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database)
    {
        var statements = _statements = database.Statements;
        _connection = PreparedConnection.Open(contexts);
        _lock = _connection.Add(statements.LockConversations, 1);
        _find = _connection.Add(statements.FindConversation, 1);
        _findMessage = _connection.Add(statements.FindMessageData, 2);
        _addMessage = _connection.Add(statements.AddMessage, 9);
        _search = database.Search;
        _addWords = database.Search.AddMessage is { } words ? _connection.Add(words, 2) : null;
        _findAttachment = _connection.Add(statements.FindAttachment, 3);
        _takeAttachment = _connection.Add(statements.TakeAttachment, 2);
        _addEvent = _connection.Add(statements.AddEvent, 5);
        _advance = _connection.Add(statements.Advance, 4);
        _setMarks = _connection.Add(statements.SetMarks, 5);
    }

    public DbTransaction Begin() => _connection.Begin();

    /// <summary>Locks conversations until the end of the transaction, always in the same order.</summary>
    public void Lock(IReadOnlyCollection<string> ids)
    {
        using var rows = _lock.Read((object)ids.ToArray());
        while (rows.Read()) { }
    }

    public LoggedConversation? Find(string id)
    {
        using var row = _find.Read(id);
        return row.Read() ? Read(row) : null;
    }

    /// <summary>A message of a conversation, with links that may have expired; null when there is none.</summary>
    public MessagePayload? FindMessage(string conversation, MessageId id)
    {
        using var row = _findMessage.Read(id.Value, conversation);
        return row.Read() ? JsonSerializer.Deserialize(row.GetString(0), LivecallerJson.Default.MessagePayload) : null;
    }

    /// <summary>An attachment that somebody has uploaded and that no message has; null when there is none.</summary>
    public AttachmentRow? FindAttachment(AttachmentId id, string owner, string widget)
    {
        using var row = _findAttachment.Read(id.Value, owner, widget);
        return !row.Read() ? null : new()
        {
            Id = row.GetString(0),
            WidgetId = widget,
            OwnerId = owner,
            Name = row.GetString(1),
            MimeType = row.GetString(2),
            Size = row.GetInt64(3),
            HasThumbnail = row.GetBoolean(4),
            Width = row.IsDBNull(5) ? null : row.GetInt32(5),
            Height = row.IsDBNull(6) ? null : row.GetInt32(6),
            Duration = row.IsDBNull(7) ? null : row.GetDouble(7),
            Waveform = row.IsDBNull(8) ? null : JsonSerializer.Deserialize<List<double>>(row.GetString(8)),
        };
    }

    /// <summary>Stores a message and that its attachments belong to it. False when its id was used before.</summary>
    public bool AddMessage(MessagePayload message)
    {
        long number;
        var words = _search.WordsOf(message.Content);
        using (var row = _addMessage.Read(
            message.Id.Value, message.ConversationId.Value, message.Sequence, message.Sender.Type.ToString(), message.Sender.Id, message.Content, message.ReplyTo?.Id.Value,
            _statements.ListOf([.. message.Attachments.Select(a => a.Id.Value)]), words))
        {
            if (!row.Read()) return false;
            number = row.GetInt64(0);
        }

        foreach (var attachment in message.Attachments)
            _takeAttachment.Execute(attachment.Id.Value, message.Id.Value);
        _addWords?.Execute(number, words);
        return true;
    }

    public void AddEvent(string conversation, long sequence, string type, string data, DateTimeOffset at) =>
        _addEvent.Execute(conversation, sequence, type, data, at.ToUnixTimeMilliseconds());

    /// <summary>Stores that the log of a conversation has grown by a message, and what the inbox shows of it.</summary>
    public void Advance(MessagePayload message) => _advance.Execute(
        message.ConversationId.Value, message.Sequence, message.CreatedAt.ToUnixTimeMilliseconds(), message.Sender.Type == ParticipantType.Operator ? 0 : 1);

    /// <summary>Stores the marks of a conversation and the end of its log. It stays where it is in the inbox.</summary>
    public void SetMarks(LoggedConversation conversation) => _setMarks.Execute(
        conversation.Id, conversation.LastSequence, conversation.VisitorRead, conversation.OperatorRead, conversation.OperatorDelivered);

    public void Dispose() => _connection.Dispose();

    /// <summary>Reads a row of <see cref="Statements.FindConversation"/>.</summary>
    public static LoggedConversation Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        WidgetId = row.GetString(1),
        VisitorId = row.GetString(2),
        Status = Enum.Parse<ConversationStatus>(row.GetString(3)),
        LastSequence = row.GetInt64(4),
        VisitorRead = row.GetInt64(5),
        OperatorRead = row.GetInt64(6),
        OperatorDelivered = row.GetInt64(7),
        IsSnoozed = !row.IsDBNull(8),
    };
}

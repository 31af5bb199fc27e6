using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Livecaller.Server.EventLog;

namespace Livecaller.Server.Storage;

// The rows that nearly every call of a visitor needs, read with prepared commands: EF Core takes longer for them than for everything else in such
// a call. They are read for each call, so that a session that has ended, wherever that happened, is refused by the next call.
internal sealed class PreparedReads(IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database) : IDisposable
{
    private const int MaxIdle = 16;
    private readonly ConcurrentStack<Reader> _idle = new();
    private int _generation;

    /// <summary>A session with its visitor, whether it has ended or not; null when there is none.</summary>
    public VisitorSessionRow? FindVisitorSession(string id) => Read(static reader => reader.Session, id, static row => new VisitorSessionRow
    {
        Id = row.GetString(0),
        WidgetId = row.GetString(1),
        VisitorId = row.GetString(2),
        Device = Text(row, 3),
        CreatedAt = Time(row, 4),
        ExpiresAt = Time(row, 5),
        RevokedAt = row.IsDBNull(6) ? null : Time(row, 6),
        Address = Text(row, 13),
        UserAgent = Text(row, 14),
        Language = Text(row, 15),
        Visitor = new VisitorRow
        {
            Id = row.GetString(2),
            WidgetId = row.GetString(7),
            UserId = Text(row, 8),
            Name = Text(row, 9),
            Email = Text(row, 10),
            Mobile = Text(row, 11),
            CreatedAt = Time(row, 12),
            AttributesJson = Text(row, 16),
            Notes = Text(row, 17),
            NotesVersion = row.GetInt32(18),
            NotesBy = row.IsDBNull(19) ? null : row.GetGuid(19),
            NotesAt = row.IsDBNull(20) ? null : Time(row, 20),
        },
    });

    public WidgetRow? FindWidget(string id) => Read(static reader => reader.Widget, id, static row => new WidgetRow
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        JwtSecret = row.GetString(2),
        AllowedOrigins = List(row.GetString(3)),
        AcceptedExtensions = List(row.GetString(4)),
        MessageTypingPreview = row.GetBoolean(5),
        SettingsJson = Text(row, 6),
        FieldsJson = Text(row, 7),
        Features = Text(row, 8) is { } features ? List(features) : null,
        CreatedAt = Time(row, 9),
        OldJwtSecret = Text(row, 10),
        OldJwtSecretUntil = row.IsDBNull(11) ? null : Time(row, 11),
    });

    public LoggedConversation? FindConversation(string id) => Read(static reader => reader.Conversation, id, LogConnection.Read);

    /// <summary>Closes all connections. Later reads open others.</summary>
    public void Close()
    {
        Interlocked.Increment(ref _generation);
        while (_idle.TryPop(out var reader)) reader.Dispose();
    }

    public void Dispose() => Close();

    private T? Read<T>(Func<Reader, PreparedCommand> command, string id, Func<DbDataReader, T> read) where T : class
    {
        if (_idle.TryPop(out var idle))
        {
            try
            {
                return Read(idle, command, id, read);
            }
            catch (Exception e) when (StorageFaults.IsUnavailable(e))
            {
                // The database was restarted, which the other connections have not noticed either.
                Close();
            }
        }

        return Read(new Reader(contexts, database.Statements, Volatile.Read(ref _generation)), command, id, read);
    }

    private T? Read<T>(Reader reader, Func<Reader, PreparedCommand> command, string id, Func<DbDataReader, T> read) where T : class
    {
        T? found;
        try
        {
            using var row = command(reader).Read(id);
            found = row.Read() ? read(row) : null;
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        if (reader.Generation == Volatile.Read(ref _generation) && _idle.Count < MaxIdle) _idle.Push(reader);
        else reader.Dispose();
        return found;
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Time(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static List<string> List(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];

    private sealed class Reader : IDisposable
    {
        private readonly PreparedConnection _connection;

        public Reader(IDbContextFactory<LivecallerDbContext> contexts, Statements statements, int generation)
        {
            _connection = PreparedConnection.Open(contexts);
            Generation = generation;
            Session = _connection.Add(statements.FindVisitorSession, 1);
            Widget = _connection.Add(statements.FindWidget, 1);
            Conversation = _connection.Add(statements.FindConversation, 1);
        }

        public int Generation { get; }

        public PreparedCommand Session { get; }

        public PreparedCommand Widget { get; }

        public PreparedCommand Conversation { get; }

        public void Dispose() => _connection.Dispose();
    }
}

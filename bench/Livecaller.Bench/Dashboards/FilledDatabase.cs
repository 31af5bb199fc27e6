using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;
using Microsoft.Data.Sqlite;

namespace Livecaller.Bench.Dashboards;

/// <summary>Fills a server's database with open conversations. Half of them are queued, half are assigned to the operator.</summary>
internal static class FilledDatabase
{
    private const int MessagesEach = 3;

    /// <summary>Returns the user ID of one of the first visitors, who can sign in and whose conversations are the result.</summary>
    public static string NameOf(int visitor) => "visitor" + visitor.ToString(CultureInfo.InvariantCulture);

    public static List<ConversationId> Fill(string file, int conversations, DateTimeOffset now)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var me = (string)Command(connection, null, "SELECT Id FROM AspNetUsers").ExecuteScalar()!;
        using var transaction = connection.BeginTransaction();
        using var visitors = Command(connection, transaction,
            "INSERT INTO Visitors (Id, WidgetId, UserId, Name, NotesVersion, CreatedAt) VALUES ($0, $1, $2, $2, 0, $3)", 4);
        using var rows = Command(connection, transaction,
            "INSERT INTO Conversations (Id, WidgetId, VisitorId, Status, OperatorId, CreatedAt, LastActivityAt, LastSequence, VisitorRead, OperatorRead, OperatorDelivered, LastMessageSequence, UnreadCount, WaitingSince, OperatorSequence) "
            + "VALUES ($0, $1, $2, $3, $4, $5, $5, $6, 0, 0, 0, $6, $7, $5, 0)", 8);
        using var events = Command(connection, transaction,
            "INSERT INTO Events (ConversationId, Sequence, Type, Data, CreatedAt) VALUES ($0, $1, $2, $3, $4)", 5);
        using var messages = Command(connection, transaction,
            "INSERT INTO Messages (Id, ConversationId, Sequence, SenderType, SenderId, Content, AttachmentIds) VALUES ($0, $1, $2, 'Visitor', $3, $4, '[]')", 5);
        List<ConversationId> ids = [];
        for (var number = 0; number < conversations; number++)
        {
            var at = now - TimeSpan.FromSeconds(conversations - number);
            var (id, visitor) = (new ConversationId(Guid.CreateVersion7(at).ToString()), Guid.CreateVersion7(at).ToString());
            var isTaken = number % 2 == 1;
            Insert(visitors, visitor, HostProcess.WidgetId, NameOf(number), at.ToUnixTimeMilliseconds());
            Insert(rows, id.Value, HostProcess.WidgetId, visitor, isTaken ? "Active" : "Queued", isTaken ? me : null, at.ToUnixTimeMilliseconds(), 1 + MessagesEach, MessagesEach);
            Insert(events, id.Value, 1, EventNames.ConversationStarted, Started(id, at), at.ToUnixTimeMilliseconds());
            for (var sequence = 2; sequence < 2 + MessagesEach; sequence++)
            {
                var message = new MessagePayload
                {
                    Id = new(Guid.CreateVersion7(at).ToString()),
                    ConversationId = id,
                    Sequence = sequence,
                    Sender = new() { Type = ParticipantType.Visitor, Id = visitor, Name = NameOf(number) },
                    Content = "Where is my parcel? It was to come yesterday.",
                    Attachments = [],
                    CreatedAt = at,
                };
                Insert(events, id.Value, sequence, EventNames.ConversationMessage, JsonSerializer.Serialize(message, LivecallerJson.Default.MessagePayload), at.ToUnixTimeMilliseconds());
                Insert(messages, message.Id.Value, id.Value, sequence, visitor, message.Content);
            }

            ids.Add(id);
        }

        transaction.Commit();
        return ids;
    }

    private static string Started(ConversationId id, DateTimeOffset at)
    {
        var payload = new ConversationPayload
        {
            Id = id,
            Status = ConversationStatus.Queued,
            CreatedAt = at,
            LastSequence = 1,
            Channel = ChannelNames.Conversation(id),
        };
        var node = (JsonObject)JsonSerializer.SerializeToNode(payload, LivecallerJson.Default.ConversationPayload)!;
        node["sequence"] = 1;
        node["conversation_id"] = id.Value;
        return node.ToJsonString();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text, int parameters = 0)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (text, transaction);
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        return command;
    }

    private static void Insert(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}

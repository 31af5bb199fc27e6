using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Livecaller.Bench.Dashboards;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;
using Microsoft.Data.Sqlite;

namespace Livecaller.Bench.Messages;

/// <summary>How many messages per second a program stores that does nothing else.</summary>
/// <param name="Single">Each with a transaction of its own.</param>
/// <param name="Grouped">In transactions of <see cref="DatabaseAlone.GroupSize"/>.</param>
internal readonly record struct DatabaseRates(double Single, double Grouped);

/// <summary>Inserts the two rows of a message into a database with the server's schema and pragmas, in a separate process.</summary>
internal static class DatabaseAlone
{
    public const string Mode = "messages-database";
    public const int GroupSize = 50;

    public static async Task<DatabaseRates> MeasureAsync(HostProcess host, TimeSpan duration, int? core)
    {
        var folder = Directory.CreateTempSubdirectory("livecaller-bench-database-").FullName;
        try
        {
            var file = Path.Combine(folder, "copy.db");
            Copy(host.DatabaseFile, file);
            string[] command = ["dotnet", typeof(DatabaseAlone).Assembly.Location, Mode, file, duration.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
            if (core is { } number) command = ["taskset", "-c", number.ToString(CultureInfo.InvariantCulture), .. command];
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
            var line = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException("The database alone failed.");
            var values = line.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            return new(values[0], values[1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="arguments">The database file, and the number of seconds.</param>
    public static int Run(string[] arguments)
    {
        var (file, duration) = (arguments[0], TimeSpan.FromSeconds(double.Parse(arguments[1], CultureInfo.InvariantCulture) / 2));
        var ids = FilledDatabase.Fill(file, MessagesLoad.Conversations, TimeProvider.System.GetUtcNow());
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 16777216; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        var inserts = new MessageInserts(connection, ids);
        inserts.Insert(GroupSize, TimeSpan.FromSeconds(1));
        inserts.Insert(1, TimeSpan.FromSeconds(1));
        var (single, grouped) = (inserts.Insert(1, duration), inserts.Insert(GroupSize, duration));
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{single} {grouped}"));
        return 0;
    }

    // The server is running: only a copy that SQLite makes is complete.
    private static void Copy(string from, string to)
    {
        using var connection = new SqliteConnection($"Data Source={from};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", to);
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private sealed class MessageInserts(SqliteConnection connection, List<ConversationId> conversations)
    {
        private readonly SqliteCommand _event = Command(
            connection, "INSERT INTO Events (ConversationId, Sequence, Type, Data, CreatedAt) VALUES ($0, $1, $2, $3, $4)", 5);

        private readonly SqliteCommand _message = Command(
            connection, "INSERT INTO Messages (Id, ConversationId, Sequence, SenderType, SenderId, Content, AttachmentIds) VALUES ($0, $1, $2, 'Visitor', $3, $4, '[]')", 5);

        private int _count;

        /// <summary>Inserts for a period of time, and returns the messages per second.</summary>
        public double Insert(int inOneTransaction, TimeSpan duration)
        {
            var (began, inserted) = (Stopwatch.GetTimestamp(), 0);
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                using var transaction = connection.BeginTransaction();
                (_event.Transaction, _message.Transaction) = (transaction, transaction);
                for (var i = 0; i < inOneTransaction; i++) InsertOne();
                transaction.Commit();
                inserted += inOneTransaction;
            }

            return inserted / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        private void InsertOne()
        {
            var (conversation, now) = (conversations[_count++ % conversations.Count], TimeProvider.System.GetUtcNow());
            var message = new MessagePayload
            {
                Id = MessageId.New(TimeProvider.System),
                ConversationId = conversation,
                Sequence = 100 + _count,
                Sender = new() { Type = ParticipantType.Visitor, Id = conversation.Value, Name = "visitor" },
                Content = "It has not come today either. Could you please look where it is?",
                Attachments = [],
                CreatedAt = now,
            };
            Execute(_event, conversation.Value, message.Sequence, EventNames.ConversationMessage,
                JsonSerializer.Serialize(message, LivecallerJson.Default.MessagePayload), now.ToUnixTimeMilliseconds());
            Execute(_message, message.Id.Value, conversation.Value, message.Sequence, message.Sender.Id, message.Content);
        }

        private static SqliteCommand Command(SqliteConnection connection, string text, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = text;
            for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            return command;
        }

        private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            command.ExecuteNonQuery();
        }
    }
}

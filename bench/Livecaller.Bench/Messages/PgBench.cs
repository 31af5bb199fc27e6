using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Messages;

/// <summary>Measures how many messages per second <c>pgbench</c> stores, with the two statements of the server and each in a transaction of its own.</summary>
internal sealed partial class PgBench(PostgreSqlCluster cluster)
{
    /// <summary>The database that the server uses.</summary>
    public const string ServerDatabase = "livecaller";

    private const string Database = "baseline";
    private const int Clients = 32;
    private const string Content = "It has not come today either. Could you please look where it is?";
    private const string Words = "'it':1,14 'has':2 'not':3 'come':4 'today':5 'either':6 'could':7 'you':8 'please':9 'look':10 'where':11 'is':13";

    // Each client has a conversation, whose sequence it counts itself.
    private const string Script =
        """
        \set n :n + 1
        BEGIN;
        INSERT INTO "Messages" ("Id", "ConversationId", "Sequence", "SenderType", "SenderId", "Content", "ReplyToId", "AttachmentIds", "Words")
        VALUES (CAST(gen_random_uuid() AS text), 'bench-' || CAST(:client_id AS text), :n, 'Visitor', 'bench', :content, NULL, '{}', CAST(:words AS tsvector)) ON CONFLICT ("Id") DO NOTHING RETURNING "Number";
        INSERT INTO "Events" ("ConversationId", "Sequence", "Type", "Data", "CreatedAt")
        VALUES ('bench-' || CAST(:client_id AS text), :n, 'conversation.message', :data, CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint));
        COMMIT;
        """;

    private int _runs;

    /// <summary>Copies the schema of the server, which must not run.</summary>
    public async Task PrepareAsync()
    {
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {Database} TEMPLATE {ServerDatabase}");
        await cluster.SqlAsync(Database, string.Create(CultureInfo.InvariantCulture,
            $"""
            INSERT INTO "Visitors" ("Id", "WidgetId", "UserId", "Name", "NotesVersion", "CreatedAt") VALUES ('bench', '{HostProcess.WidgetId}', 'bench', 'visitor', 0, 0);
            INSERT INTO "Conversations" ("Id", "WidgetId", "VisitorId", "Status", "CreatedAt", "LastActivityAt", "LastSequence", "VisitorRead", "OperatorRead",
                "OperatorDelivered", "LastMessageSequence", "UnreadCount", "OperatorSequence")
            SELECT 'bench-' || n, '{HostProcess.WidgetId}', 'bench', 'Active', 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM generate_series(0, {Clients - 1}) AS n;
            """));
    }

    /// <summary>Returns the messages per second.</summary>
    public async Task<double> MeasureAsync(TimeSpan duration)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script);
            var seconds = Math.Max(1, (int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var first = (++_runs * 100_000_000L).ToString(CultureInfo.InvariantCulture);
            var output = await cluster.ToolAsync(
                "pgbench", "-n", "-M", "prepared", "-c", Clients.ToString(CultureInfo.InvariantCulture), "-T", seconds, "-f", script,
                "-D", "n=" + first, "-D", "content=" + Content, "-D", "words=" + Words, "-D", "data=" + Data(), Database);
            return double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Data()
    {
        var message = new MessagePayload
        {
            Id = MessageId.New(TimeProvider.System),
            ConversationId = new(Guid.NewGuid().ToString()),
            Sequence = 100,
            Sender = new() { Type = ParticipantType.Visitor, Id = Guid.NewGuid().ToString(), Name = "visitor" },
            Content = Content,
            Attachments = [],
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        return JsonSerializer.Serialize(message, LivecallerJson.Default.MessagePayload);
    }

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();
}

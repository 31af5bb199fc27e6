using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Search;
using Livecaller.Server.Storage;

namespace Livecaller.Server.PostgreSql.Tests.FromSqlite;

/// <summary>Everything that SQLite has is in PostgreSQL after a migration.</summary>
public sealed class SqliteMigrationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_value_of_every_table_is_the_same()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        var filled = await FilledTables.FillAsync(installation);

        var result = await installation.MigrateAsync();

        // Whatever the model says: what the file has.
        Assert.Equal(TablesOf(installation), filled.Names.Order(StringComparer.Ordinal));
        Assert.Equal((filled.Names.Count(), filled.Names.Sum(t => (long)FilledTables.RowsIn(t))), (result.Tables, result.Rows));
        foreach (var table in filled.Names)
        {
            var columns = await installation.ReadAsync($"SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' AND udt_name <> 'tsvector' ORDER BY column_name COLLATE \"C\"");
            var rows = await installation.ReadAsync($"SELECT {string.Join(", ", columns.Select(c => $"\"{c[0]}\""))} FROM \"{table}\"");
            Assert.Equal(filled.RowsOf(table).Order(StringComparer.Ordinal), rows.Select(r => string.Join(" | ", r.Select(FilledTables.Format))).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_schema_is_that_of_a_server()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        await using var other = await SqliteInstallation.CreateAsync();
        await using (await Node.StartAsync(other.Target)) { }

        await installation.MigrateAsync();

        Assert.Equal(await SchemaAsync(other), await SchemaAsync(installation));
    }

    [Fact]
    public async Task Numbers_go_on_after_the_highest_one_that_was_ever_used()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        installation.Execute("""DELETE FROM "Messages" WHERE "Number" = (SELECT max("Number") FROM "Messages")""");

        await installation.MigrateAsync();

        Assert.Equal(1000L + FilledTables.RowsEach, await installation.ScalarAsync("""SELECT nextval(pg_get_serial_sequence('"Messages"', 'Number'))"""));
    }

    [Fact]
    public async Task The_keys_are_the_same()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(installation.Directory, "keyring", "key-1.xml"), "<key id=\"1\"><value>ä</value></key>", Cancelled);

        await installation.MigrateAsync();

        var keys = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(installation.Directory, "keys.json"), Cancelled))!;
        var expected = keys.Select(k => $"server/{k.Key}={k.Value}").Append("keyring/key-1=<key id=\"1\"><value>ä</value></key>").Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await installation.ReadAsync("""SELECT "Name" || '=' || "Value" FROM "ServerKeys" """)).Select(r => (string)r[0]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_text_of_PostgreSQL_cannot_have_is_replaced_and_the_rest_of_it_is_kept()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        var huge = string.Concat(Enumerable.Repeat("0123456789 ä 😀 ", 400_000));
        installation.Execute("""UPDATE "Messages" SET "Content" = CASE "Number" WHEN 1000 THEN @0 WHEN 1001 THEN CAST(X'61EDA08062FF63' AS TEXT) WHEN 1002 THEN @1 ELSE "Content" END""", "a\0b\0", huge);
        installation.Execute("""UPDATE "AspNetUserPasskeys" SET "Data" = @0""", """{"b": 1.50, "Name": "a\u0000b \ud800 c", "a": [1e2, {"y": 1, "x": "\\ud800"}]}""");
        installation.Execute("""UPDATE "Widgets" SET "AllowedOrigins" = @0""", """["a\u0000b"]""");

        await installation.MigrateAsync();

        var contents = (await installation.ReadAsync("""SELECT "Content" FROM "Messages" ORDER BY "Number" """)).Select(r => (string)r[0]!).ToList();
        Assert.Equal("a\uFFFDb\uFFFD", contents[0]);
        Assert.Matches("^a\uFFFD+b\uFFFDc$", contents[1]);
        Assert.Equal(huge, contents[2]);
        var passkey = (string)(await installation.ReadAsync("""SELECT "Data" FROM "AspNetUserPasskeys" LIMIT 1"""))[0][0]!;
        Assert.Equal("""{"a": [100, {"x": "\\ud800", "y": 1}], "b": 1.50, "Name": "a�b � c"}""", passkey);
        Assert.Equal("a\uFFFDb", await installation.ScalarAsync("""SELECT "AllowedOrigins"[1] FROM "Widgets" LIMIT 1"""));
    }

    [Fact]
    public async Task A_server_starts_on_it_and_finds_what_was_said()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        await installation.MigrateAsync();

        await using var node = await Node.StartAsync(installation.Target);

        var factory = node.Server.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<LivecallerDbContext>>();
        using var db = await factory.CreateDbContextAsync(Cancelled);
        var hits = await node.Server.Get<LivecallerDatabase>().Search.FindMessagesAsync(db, SearchWords.Of("strasse")!, SearchMode.Words, long.MaxValue, 10, Cancelled);
        Assert.Equal(1001, Assert.Single(hits).Number);
    }

    private static List<string> TablesOf(SqliteInstallation installation)
    {
        using var connection = installation.Open();
        using var command = connection.CreateCommand();
        // The search index is filled from the others.
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__EF%' AND name NOT LIKE '%Search' AND name NOT LIKE '%Search_%'";
        using var rows = command.ExecuteReader();
        List<string> names = [];
        while (rows.Read()) names.Add(rows.GetString(0));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> SchemaAsync(SqliteInstallation installation) =>
    [
        .. (await installation.ReadAsync(
            """
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity) FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            """)).Select(r => (string)r[0]!).Order(StringComparer.Ordinal),
    ];
}

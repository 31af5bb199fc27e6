using Livecaller.Bench.Hosting;
using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Tests.Support;
using Npgsql;

namespace Livecaller.Server.PostgreSql.Tests.FromSqlite;

/// <summary>A migration that can't be done is refused with one line, and changes nothing in either database.</summary>
public sealed class RefusedMigrationTests
{
    private const string TablesSql = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";

    [Fact]
    public async Task A_server_uses_the_data_directory()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        using var server = FileLock.TryTake(Path.Combine(installation.Directory, "livecaller.lock"));

        Assert.Contains("is in use by another Livecaller server", await installation.RefusedAsync(), StringComparison.Ordinal);
        Assert.Equal(0L, await installation.ScalarAsync(TablesSql));
    }

    [Fact]
    public async Task A_data_directory_that_does_not_exist_is_not_created()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        var missing = Path.Combine(installation.Directory, "missing");

        Assert.Contains("has no Livecaller data", await installation.RefusedAsync(configure: builder => builder.Configuration["Livecaller:DataDirectory"] = missing), StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task There_is_no_database_in_the_data_directory()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        File.Delete(Path.Combine(installation.Directory, "livecaller.db"));

        Assert.StartsWith("There is no database '", await installation.RefusedAsync(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(installation.Directory, "livecaller.db")));
    }

    [Fact]
    public async Task The_source_is_of_an_earlier_version()
    {
        await using var installation = await SqliteInstallation.CreateAsync();

        Assert.EndsWith("start the server once, which upgrades it.", await installation.RefusedAsync(configure: LaterVersion.Use), StringComparison.Ordinal);
        Assert.Equal(0L, await installation.ScalarAsync(TablesSql));
    }

    [Fact]
    public async Task The_source_is_of_a_newer_version()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        installation.Execute("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99')""");

        Assert.EndsWith(CommandDatabase.Newer, await installation.RefusedAsync(), StringComparison.Ordinal);
        Assert.Equal(0L, await installation.ScalarAsync(TablesSql));
    }

    [Fact]
    public async Task The_source_is_not_a_database()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(installation.Directory, "livecaller.db"), new string('x', 5000), TestContext.Current.CancellationToken);

        Assert.Contains("can't be opened", await installation.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_target_has_the_data_of_another_installation()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await using (await Node.StartAsync(installation.Target)) { }

        Assert.StartsWith("The database isn't empty: it has the table", await installation.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_target_has_the_data_already()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        await installation.MigrateAsync();
        await installation.ScalarAsync("""UPDATE "Messages" SET "Content" = 'edited by a server'""");

        Assert.StartsWith("The database has the data of this installation already", await installation.RefusedAsync(), StringComparison.Ordinal);
        Assert.Equal((long)FilledTables.RowsEach, await installation.ScalarAsync("""SELECT count(*) FROM "Messages" WHERE "Content" = 'edited by a server'"""));
    }

    [Fact]
    public async Task The_target_is_of_a_newer_version()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await using (await Node.StartAsync(installation.Target, LaterVersion.Use)) { }

        Assert.Equal(CommandDatabase.Newer, await installation.RefusedAsync());
    }

    [Theory]
    [InlineData("epoch", "another installation")]
    [InlineData("version", "Another version of Livecaller")]
    public async Task The_target_has_a_migration_of_something_else(string what, string named)
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await installation.ScalarAsync("""CREATE TABLE "MigrationProgress" ("Name" text COLLATE "C" PRIMARY KEY, "Value" text NOT NULL)""");
        var epoch = what == "epoch" ? "other" : "";
        installation.Execute("""DELETE FROM "Installation" """);
        await installation.ScalarAsync($"""INSERT INTO "MigrationProgress" VALUES ('epoch', '{epoch}'), ('version', '{(what == "version" ? "20200101000000_First" : await VersionAsync())}')""");

        Assert.Contains(named, await installation.RefusedAsync(), StringComparison.Ordinal);
        Assert.Equal(1L, await installation.ScalarAsync(TablesSql));
    }

    [Fact]
    public async Task The_role_may_not_create_tables()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        var role = "r" + Guid.NewGuid().ToString("N");
        await installation.ScalarAsync($"CREATE ROLE \"{role}\" LOGIN");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => installation.MigrateAsync(installation.Target.Replace("Username=postgres", $"Username={role}", StringComparison.Ordinal)));

        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        await installation.ScalarAsync($"DROP ROLE \"{role}\"");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=postgres", "The database cannot be opened")]
    [InlineData("", "use --connection")]
    [InlineData("Data Source=livecaller.db", "--connection is not a connection string of PostgreSQL")]
    [InlineData("Host=127.0.0.1;Port=many", "--connection is not a connection string of PostgreSQL")]
    public async Task The_target_cannot_be_reached(string target, string named)
    {
        await using var installation = await SqliteInstallation.CreateAsync();

        Assert.Contains(named, await installation.RefusedAsync(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist() => await WithAsync(async installation =>
        Assert.Contains("does not exist", await installation.RefusedAsync((await PostgreSqlCluster.SharedAsync).ConnectionString("missing")), StringComparison.Ordinal));

    [Fact]
    public async Task A_text_is_too_long_for_its_column() => await WithAsync(async installation =>
    {
        await FilledTables.FillAsync(installation);
        installation.Execute("""UPDATE "AspNetUsers" SET "Email" = @0 WHERE rowid = 1""", new string('ä', 257));

        Assert.Equal("A value of AspNetUsers.Email can't be copied: the text has 257 characters, and PostgreSQL accepts 256.", await installation.RefusedAsync());

        installation.Execute("""UPDATE "AspNetUsers" SET "Email" = @0 WHERE rowid = 1""", string.Concat(Enumerable.Repeat("😀", 256)));
        await installation.MigrateAsync();
    });

    [Fact]
    public async Task A_text_is_too_long_for_its_index() => await WithAsync(async installation =>
    {
        await FilledTables.FillAsync(installation);
        var random = new Random(1);
        installation.Execute("""UPDATE "Visitors" SET "UserId" = @0 WHERE rowid = 1""", string.Concat(Enumerable.Range(0, 6000).Select(_ => (char)random.Next(33, 127))));

        var refused = await installation.RefusedAsync();

        Assert.StartsWith("An index or a foreign key can't be created: index row", refused, StringComparison.Ordinal);
        Assert.Contains("IX_Visitors_WidgetId_UserId", refused, StringComparison.Ordinal);
        installation.Execute("""UPDATE "Visitors" SET "UserId" = 'short' WHERE rowid = 1""");
        await installation.MigrateAsync();
    });

    [Fact]
    public async Task A_value_has_another_type() => await WithAsync(async installation =>
    {
        await FilledTables.FillAsync(installation);
        installation.Execute("""UPDATE "Conversations" SET "UnreadCount" = 5000000000 WHERE rowid = 1""");

        Assert.StartsWith("A value of Conversations.UnreadCount can't be copied: ", await installation.RefusedAsync(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_reference_has_no_row() => await WithAsync(async installation =>
    {
        await FilledTables.FillAsync(installation);
        installation.Execute("""DELETE FROM "Visitors" WHERE rowid = 1""");

        Assert.Contains("violates foreign key constraint", await installation.RefusedAsync(), StringComparison.Ordinal);
    });

    private static async Task WithAsync(Func<SqliteInstallation, Task> test)
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await test(installation);
    }

    private static async Task<string> VersionAsync()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await installation.MigrateAsync();
        return (string)(await installation.ScalarAsync("""SELECT max("MigrationId") FROM "__EFMigrationsHistory" """))!;
    }
}

using System.Diagnostics;
using Livecaller.Server.PostgreSql.FromSqlite;
using Livecaller.Server.PostgreSql.Tests.Support;

namespace Livecaller.Server.PostgreSql.Tests.FromSqlite;

/// <summary>A migration that is interrupted is continued by the next one.</summary>
public sealed class InterruptedMigrationTests
{
    // Between two of them every kind of step is reached by one of the runs.
    private const int Step = 29;

    private static readonly AsyncLocal<Interruption?> Current = new();

    [Fact]
    public async Task It_can_end_before_any_of_its_commands()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        var filled = await FilledTables.FillAsync(installation);
        using var listener = Listen();

        var interruptions = 0;
        while (!await TryAsync(installation, before: 1 + interruptions * Step)) interruptions++;

        Assert.InRange(interruptions, 5, 100);
        Assert.Contains("A migration that was interrupted is continued.", installation.Printed);
        foreach (var table in filled.Names) Assert.Equal((long)FilledTables.RowsIn(table), await installation.ScalarAsync($"SELECT count(*) FROM \"{table}\""));
        Assert.Equal(false, await installation.ScalarAsync("""SELECT to_regclass('"MigrationProgress"') IS NOT NULL"""));
        await using (await Node.StartAsync(installation.Target)) { }
    }

    [Fact]
    public async Task What_a_server_has_changed_in_between_is_copied_again()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        await InterruptAtTheEndAsync(installation);
        installation.Execute("""UPDATE "Messages" SET "Content" = 'edited' WHERE "Number" = 1001""");
        installation.Execute("""DELETE FROM "ConversationTags" WHERE rowid = 2""");
        // The same key in another row.
        installation.Execute("""UPDATE "OperatorRecoveryCodes" SET rowid = 99 WHERE rowid = 1""");
        installation.Execute("""INSERT INTO "AspNetUserClaims" ("Id", "UserId", "ClaimType") SELECT 5000, "UserId", 'later' FROM "AspNetUserClaims" LIMIT 1""");
        installation.Printed.Clear();

        await installation.MigrateAsync();

        Assert.Equal(
            ["ConversationTags", "Messages", "OperatorRecoveryCodes"],
            installation.Printed.Where(l => l.EndsWith("copied again.", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Equal("edited", await installation.ScalarAsync("""SELECT "Content" FROM "Messages" WHERE "Number" = 1001"""));
        Assert.Equal(FilledTables.RowsEach - 1L, await installation.ScalarAsync("""SELECT count(*) FROM "ConversationTags" """));
        Assert.Equal((long)FilledTables.RowsEach, await installation.ScalarAsync("""SELECT count(*) FROM "OperatorRecoveryCodes" """));
        Assert.Equal("later", await installation.ScalarAsync("""SELECT "ClaimType" FROM "AspNetUserClaims" WHERE "Id" = 5000"""));
    }

    [Fact]
    public async Task What_was_changed_in_the_target_is_copied_again()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        await InterruptAtTheEndAsync(installation);
        await installation.ScalarAsync("""UPDATE "Messages" SET "Content" = 'damaged' WHERE "Number" = 1001""");

        await installation.MigrateAsync();

        Assert.Equal(0L, await installation.ScalarAsync("""SELECT count(*) FROM "Messages" WHERE "Content" = 'damaged'"""));
    }

    [Fact]
    public async Task No_server_starts_before_it_has_finished()
    {
        await using var installation = await SqliteInstallation.CreateAsync();
        await FilledTables.FillAsync(installation);
        await InterruptAtTheEndAsync(installation);

        var refused = await Assert.ThrowsAsync<Hosting.LivecallerStartupException>(() => Node.StartAsync(installation.Target));

        Assert.Equal(MigrationProgress.Unfinished, refused.Message);
        await installation.MigrateAsync();
        await using (await Node.StartAsync(installation.Target)) { }
    }

    private static async Task InterruptAtTheEndAsync(SqliteInstallation installation) => await Assert.ThrowsAsync<InterruptedException>(() => installation.MigrateAsync(
        print: line =>
        {
            if (line.StartsWith("Creating indexes", StringComparison.Ordinal)) throw new InterruptedException();
        }));

    private static async Task<bool> TryAsync(SqliteInstallation installation, int before)
    {
        Current.Value = new() { Left = before };
        try
        {
            await installation.MigrateAsync();
            return true;
        }
        catch (InterruptedException)
        {
            return false;
        }
        finally
        {
            Current.Value = null;
        }
    }

    // Npgsql begins an activity for each command.
    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ =>
            {
                if (Current.Value is { } interruption && Interlocked.Decrement(ref interruption.Left) <= 0) throw new InterruptedException();
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class Interruption
    {
        public int Left;
    }

    private sealed class InterruptedException : Exception;
}

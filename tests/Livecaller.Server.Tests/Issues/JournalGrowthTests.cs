using Livecaller.Server.Hosting;
using Livecaller.Server.Storage;
using Livecaller.Server.Storage.Sqlite;
using Livecaller.Server.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Issues;

/// <summary>A journal that grew while somebody read for long, as a backup does, kept its size for ever.</summary>
public sealed class JournalGrowthTests
{
    [Fact]
    public async Task A_journal_that_a_long_read_let_grow_is_cut_back_once_the_read_has_ended()
    {
        await using var server = await LivecallerServer.StartAsync();
        var journal = server.Get<DataDirectory>().DatabaseFile + "-wal";
        await using (var reader = new SqliteConnection($"Data Source={server.Get<DataDirectory>().DatabaseFile};Pooling=False"))
        {
            reader.Open();
            await using var reading = reader.BeginTransaction(deferred: true);
            await using var command = reader.CreateCommand();
            (command.Transaction, command.CommandText) = (reading, "SELECT count(*) FROM Widgets");
            command.ExecuteScalar();
            // SQLite writes only what is different from before.
            for (var i = 0; i < 40; i++) await RenameAsync(server, new string((char)('a' + (i % 26)), 1_000_000));
            Assert.True(new FileInfo(journal).Length > 2 * SqlitePragmas.JournalBytes);
        }

        await Eventually.IsAsync(async () =>
        {
            await RenameAsync(server, Caller.NewId());
            // SQLite deletes the file when the last connection is closed.
            return new FileInfo(journal) is not { Exists: true } file || file.Length <= SqlitePragmas.JournalBytes;
        });
    }

    private static Task<int> RenameAsync(LivecallerServer server, string name) => server.Get<WriteGate>().WriteAsync(
        db => db.Widgets.ExecuteUpdateAsync(w => w.SetProperty(x => x.Name, name)), cancellationToken: TestContext.Current.CancellationToken);
}

using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Livecaller.Server.Storage.Sqlite;

// FULL: what was acknowledged is on the disk, whether the process or the machine dies. See https://sqlite.org/pragma.html#pragma_synchronous
// journal_size_limit: a journal that a long read let grow is cut back once it has been written into the database.
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>The size in bytes to which the journal is cut back. It is reused up to there.</summary>
    public const int JournalBytes = 16 * 1024 * 1024;

    /// <summary>For how many seconds a statement waits for a lock.</summary>
    public const int BusySeconds = 5;

    private static readonly string Pragmas = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = {JournalBytes}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");

    // The pool hands out open connections again, which keep their settings. They are known by their handle.
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Prepared = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsPrepared(connection)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Remember(connection);
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsPrepared(connection)) return;
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        Remember(connection);
    }

    private static bool IsPrepared(DbConnection connection) => connection is SqliteConnection { Handle: { } handle } && Prepared.TryGetValue(handle, out _);

    private static void Remember(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle }) Prepared.TryAdd(handle, handle);
    }
}

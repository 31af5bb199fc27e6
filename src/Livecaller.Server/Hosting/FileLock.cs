using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Hosting;

// An exclusive lock between processes. The operating system releases it when the process ends, however that happens; the file
// itself stays. SQLite takes it: its locks hold within a process too, and the file can still be read and copied, which a
// stream without sharing would prevent.
internal sealed class FileLock : IDisposable
{
    private const int Busy = 5;
    private readonly SqliteConnection _connection;

    private FileLock(SqliteConnection connection) => _connection = connection;

    /// <summary>Takes the lock; null when another process, or another server in this one, holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened or created.</exception>
    public static FileLock? TryTake(string path)
    {
        // Never opened when it exists: on Unix, closing any handle of a file releases the locks that the process has on it.
        if (!File.Exists(path)) DataDirectory.OpenOwnerOnly(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            return new FileLock(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            return e.SqliteErrorCode == Busy ? null : throw new IOException(e.Message, e);
        }
    }

    public void Dispose() => _connection.Dispose();
}

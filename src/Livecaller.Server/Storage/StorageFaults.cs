using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Storage;

/// <summary>The server could not write or read a file of its own.</summary>
internal sealed class StorageException(Exception cause) : Exception("A file of the server cannot be written or read: " + cause.Message, cause)
{
    /// <summary>Whether there is no room for the file, where the cause does not say it.</summary>
    public bool IsFull { get; init; }
}

/// <summary>Another process, or too many calls before this one, kept the database busy for too long.</summary>
internal sealed class StorageBusyException() : Exception("The database was busy for too long.");

// Tells the server's own faults of storage from everything else: they are not the caller's, and a later call can succeed.
internal static class StorageFaults
{
    /// <summary>After how many seconds a call can be tried again.</summary>
    public const int RetryAfterSeconds = 5;

    // https://sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    // SQLSTATE, of every other database: https://www.postgresql.org/docs/current/errcodes-appendix.html
    private const string DiskFull = "53100";

    // Lock not available, a statement that took too long, too many connections.
    private static readonly string[] Busy = ["55P03", "57014", "53300"];

    // Deadlock and serialization failure.
    private static readonly string[] Conflict = ["40P01", "40001"];

    // The connection failed, the server is shutting down, starting, in recovery or read-only, or it lacks a resource.
    private static readonly string[] Unavailable = ["08", "57P", "25006", "53", "58", "XX"];

    // ENOSPC, EFBIG and EDQUOT of Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 27, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>The problem that tells a caller of a fault; null when the fault is not one of storage.</summary>
    public static Problem? ProblemOf(Exception? exception) => exception switch
    {
        null => null,
        _ when IsBusy(exception) || exception is DbException { SqlState: { } state } && Conflict.Contains(state) =>
            Problems.Of(StatusCodes.Status503ServiceUnavailable, "Service unavailable", "The server's database is busy. Try again."),
        SqliteException { SqliteErrorCode: SqliteFull } => NoRoom,
        SqliteException { SqliteErrorCode: SqliteIoError or SqliteReadOnly or SqliteCannotOpen } => Broken,
        DbException { SqlState: DiskFull } => NoRoom,
        _ when IsUnavailable(exception) => Broken,
        BadHttpRequestException => null,
        IOException io when Full.Contains(io.HResult) => NoRoom,
        StorageException { IsFull: true } => Problems.NoStorage("The server has no room left for files. Try again later."),
        StorageException { InnerException: IOException io } when Full.Contains(io.HResult) => NoRoom,
        StorageException or UnauthorizedAccessException or IOException => Broken,
        _ => ProblemOf(exception.InnerException),
    };

    /// <summary>Whether others keep the database busy.</summary>
    public static bool IsBusy(Exception exception) => exception is StorageBusyException or SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }
        || (exception is DbException { SqlState: { } state } && Busy.Contains(state));

    /// <summary>Whether the connection to the database was lost, or the database takes no changes.</summary>
    public static bool IsUnavailable(Exception exception) => exception is DbException { SqlState: null, IsTransient: true }
        || (exception is DbException { SqlState: { } state } && Unavailable.Any(u => state.StartsWith(u, StringComparison.Ordinal)));

    /// <summary>Runs work on the server's own files, so that its faults can be told from those of the caller's body.</summary>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(e);
        }
    }

    public static void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    public static async Task GuardAsync(ValueTask work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(e);
        }
    }

    private static Problem NoRoom =>
        Problems.NoStorage("The server has no room left on its disk. Try again later.");

    private static Problem Broken =>
        Problems.Of(StatusCodes.Status503ServiceUnavailable, "Service unavailable", "The server cannot use its storage. Try again later.");
}

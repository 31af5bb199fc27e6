using System.Globalization;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// What a migration says while it runs.
internal sealed class MigrationOutput(Action<string> print, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _printedAt = time.GetTimestamp();

    public void Print(string line) => print(line);

    /// <summary>Says how many rows of a table are there, every few seconds.</summary>
    public void Progress(string table, long rows, long total)
    {
        if (time.GetElapsedTime(_printedAt) < Interval) return;
        _printedAt = time.GetTimestamp();
        Print(string.Create(CultureInfo.InvariantCulture, $"{table}: {rows:N0} of {total:N0} rows"));
    }

    /// <summary>Says that the rows of a table are the same in both databases.</summary>
    public void Compared(string table, TableChecksum checksum) =>
        Print(string.Create(CultureInfo.InvariantCulture, $"{table}: {checksum.Rows:N0} rows are the same, checksum {checksum.Sum:x32}"));
}

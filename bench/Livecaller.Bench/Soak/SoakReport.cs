using System.Globalization;
using System.Text;

namespace Livecaller.Bench.Soak;

/// <summary>The growth between two samples, which are both taken while the server is idle.</summary>
internal sealed class SoakReport(ProcessSample before, ProcessSample after, StoredRows rowsBefore, StoredRows rowsAfter, SoakCounts counts)
{
    // Memory that was used once isn't always released. Leaks, however, grow with the load.
    private const double ResidentGrowth = 1.15;
    private const double HeapGrowth = 1.10;
    private const int MoreHandles = 8;
    private const int MoreThreads = 4;
    private const int MoreTimers = 4;

    /// <summary>The expected growth of tables whose rows are kept permanently.</summary>
    private readonly (string Table, long Expected, string Why)[] _kept =
    [
        ("Attachments", counts[SoakCounts.Uploads], "uploads; those that no message took are kept for a day"),
        ("Conversations", counts[SoakCounts.Conversations], "conversations"),
        ("Messages", counts[SoakCounts.Messages], "messages"),
        ("VisitorSessions", counts[SoakCounts.Visits] - counts[SoakCounts.Logouts], "visits without a logout, until they expire"),
        ("OperatorSessions", counts[SoakCounts.OperatorLogins], "logins of operators, until they expire"),
        ("Uploads", 0, "nothing is unfinished"),
    ];

    public bool IsFlat => Measures().All(m => m.IsFlat) && Rows().All(r => r.Grown == r.Expected) && Files().Grown == Files().Expected;

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine("| at rest | after warm-up | after the load | |").AppendLine("|---|--:|--:|---|");
        foreach (var (name, was, now, isFlat) in Measures())
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {was:0.#} | {now:0.#} | {(isFlat ? "flat" : "GREW")} |");
        text.AppendLine().AppendLine("| rows | grown | created | |").AppendLine("|---|--:|--:|---|");
        foreach (var (table, grown, expected, why) in Rows().Append(Files()))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {table} | {grown:N0} | {expected:N0} | {(grown == expected ? why : "DIFFERS: " + why)} |");
        foreach (var table in rowsAfter.Tables.Keys.Where(t => !_kept.Any(k => k.Table == t) && Grown(t) != 0))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {table} | {Grown(table):N0} | | |");
        return text.ToString();
    }

    private (string Name, double Was, double Now, bool IsFlat)[] Measures() =>
    [
        ("resident memory, MB", before.Resident, after.Resident, after.Resident <= before.Resident * ResidentGrowth),
        ("managed heap, MB", before.Heap, after.Heap, after.Heap <= before.Heap * HeapGrowth),
        ("handles", before.Handles, after.Handles, after.Handles <= before.Handles + MoreHandles),
        ("threads", before.Threads, after.Threads, after.Threads <= before.Threads + MoreThreads),
        ("timers", before.Timers, after.Timers, after.Timers <= before.Timers + MoreTimers),
    ];

    private IEnumerable<(string Table, long Grown, long Expected, string Why)> Rows() => _kept.Select(k => (k.Table, Grown(k.Table), k.Expected, k.Why));

    private (string Table, long Grown, long Expected, string Why) Files() =>
        ("files", rowsAfter.Files - rowsBefore.Files, counts[SoakCounts.Uploads] + counts[SoakCounts.Pictures], "uploads, and thumbnails of pictures");

    private long Grown(string table) => rowsAfter.Tables[table] - rowsBefore.Tables.GetValueOrDefault(table);
}

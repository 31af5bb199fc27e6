using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Soak;

/// <summary>Verifies that a server releases its resources after many visits. Only data that's kept deliberately can grow.</summary>
internal sealed class SoakBench : IBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(90);

    // The circuit of a disconnected browser is kept for three minutes, an idle connection for two.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly string[] Settings = ["--Livecaller:Retention:Sessions=00:00:10", "--Livecaller:Retention:CleanupInterval=00:00:10"];

    private string _done = "";

    public string Name => "soak";

    public string Description => "memory, handles, threads, timers, rows and files after many visits and dashboards; arguments: [minutes=10]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var minutes = Rounds.Argument(arguments, 0, 10);
        await using var host = await HostProcess.StartAsync(new() { Arguments = Settings });
        using var probe = new HostProbe(host.ProcessId!.Value);
        Print("started", await probe.SampleAsync(), StoredRows.Count(host));
        await LoadAsync(host, probe, WarmUp);
        var (before, rowsBefore) = await RestAsync("warmed up", host, probe);
        var counts = await LoadAsync(host, probe, TimeSpan.FromMinutes(minutes));
        var (after, rowsAfter) = await RestAsync("after", host, probe);
        Console.WriteLine($"done: {counts}");
        var report = new SoakReport(before, after, rowsBefore, rowsAfter, counts);
        Console.WriteLine(report);
        if (counts[SoakCounts.Faults] > 0)
            foreach (var line in host.Lines) Console.Error.WriteLine(line);
        return report.IsFlat && counts[SoakCounts.Faults] == 0 ? 0 : 1;
    }

    private async Task<SoakCounts> LoadAsync(HostProcess host, HostProbe probe, TimeSpan duration)
    {
        var load = SoakLoad.StartAsync(host.Address, duration, counts => _done = counts.ToString());
        for (var minute = 1; await Task.WhenAny(load, Task.Delay(Interval, TimeProvider.System)) != load; minute++)
            Print(minute.ToString(CultureInfo.InvariantCulture), await probe.SampleAsync(), StoredRows.Count(host));
        return await load;
    }

    private async Task<(ProcessSample Sample, StoredRows Rows)> RestAsync(string name, HostProcess host, HostProbe probe)
    {
        await Task.Delay(Rest, TimeProvider.System);
        var (sample, rows) = (await probe.SampleAsync(), StoredRows.Count(host));
        Print(name, sample, rows);
        return (sample, rows);
    }

    private void Print(string name, ProcessSample sample, StoredRows rows) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-10} {sample.Resident,7:0.0} MB resident {sample.Heap,6:0.0} MB heap {sample.Handles,4} handles {sample.Threads,3} threads {sample.Timers,4} timers "
        + $"{rows.Tables.Values.Sum(),8} rows {rows.Files,6} files  {_done}"));
}

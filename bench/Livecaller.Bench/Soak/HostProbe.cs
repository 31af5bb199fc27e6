using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace Livecaller.Bench.Soak;

/// <summary>Measures another .NET process from outside, with its counters over the diagnostics IPC and the data in <c>/proc</c>.</summary>
internal sealed class HostProbe : IDisposable
{
    private const int BufferMegabytes = 4;
    private static readonly TimeSpan CounterInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Starting a session with this keyword triggers a full garbage collection.
    private static readonly EventPipeProvider[] Collecting =
        [new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, (long)(ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect))];

    private readonly int _processId;
    private readonly DiagnosticsClient _client;
    private readonly EventPipeSession _session;
    private readonly ConcurrentDictionary<string, double> _counters = new(StringComparer.Ordinal);
    private readonly Task _reading;
    private int _round;

    public HostProbe(int processId)
    {
        (_processId, _client) = (processId, new(processId));
        var seconds = CounterInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        _session = _client.StartEventPipeSession(
            [new EventPipeProvider("System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = seconds })],
            requestRundown: false, BufferMegabytes);
        _reading = Task.Run(Read);
    }

    /// <summary>Triggers a full garbage collection in the process, and measures the result.</summary>
    public async Task<ProcessSample> SampleAsync()
    {
        // Objects that finalizers release are collected the second time.
        for (var i = 0; i < 2; i++) await CollectAsync();
        var round = Volatile.Read(ref _round);
        using var late = new CancellationTokenSource(Patience);
        while (Volatile.Read(ref _round) < round + 2) await Task.Delay(CounterInterval / 4, TimeProvider.System, late.Token);
        var folder = $"/proc/{_processId.ToString(CultureInfo.InvariantCulture)}";
        return new(
            Resident: Status(folder, "VmRSS:") / 1024.0,
            Heap: _counters["gc-heap-size"],
            Handles: Directory.EnumerateFileSystemEntries(folder + "/fd").Count(),
            Threads: (int)Status(folder, "Threads:"),
            Timers: (int)_counters["active-timer-count"]);
    }

    public void Dispose()
    {
        try
        {
            _session.Stop();
        }
        catch (Exception e) when (e is ServerNotAvailableException or EndOfStreamException or IOException)
        {
            // The process has ended.
        }

        _reading.Wait(Patience);
        _session.Dispose();
    }

    private async Task CollectAsync()
    {
        using var session = await _client.StartEventPipeSessionAsync(Collecting, requestRundown: false, BufferMegabytes, CancellationToken.None);
        var collected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            source.Clr.GCStop += _ => collected.TrySetResult();
            source.Process();
        });
        await collected.Task.WaitAsync(Patience);
        await session.StopAsync(CancellationToken.None);
        await reading.WaitAsync(Patience);
    }

    private void Read()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Dynamic.All += e =>
        {
            if (e.EventName != "EventCounters") return;
            var values = (IDictionary<string, object>)((IDictionary<string, object>)e.PayloadValue(0))["Payload"];
            if (!values.TryGetValue("Mean", out var mean)) return;
            var name = (string)values["Name"];
            _counters[name] = Convert.ToDouble(mean, CultureInfo.InvariantCulture);
            if (name == "active-timer-count") Interlocked.Increment(ref _round);
        };
        source.Process();
    }

    private static long Status(string folder, string name) => long.Parse(
        File.ReadLines(folder + "/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

/// <summary>The resources of a process after a full garbage collection. Memory is in megabytes.</summary>
internal readonly record struct ProcessSample(double Resident, double Heap, int Handles, int Threads, int Timers);

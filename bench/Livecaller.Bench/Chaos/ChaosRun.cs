using System.Diagnostics;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>Runs a real server and real clients with faults between them.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    /// <summary>The time without deliveries, after everything was sent, after which missing messages are lost.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ChaosSettings _settings;
    private readonly IServers _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-chaos-").FullName;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly LogCounter _log;
    private readonly FrameFaults _frames;
    private readonly Pace _pace;
    private readonly VisitorClient[] _visitors;
    private readonly OperatorClient[] _operators;
    private readonly FaultInjector _faults;
    private Task[] _listening = [];
    private IReadOnlyList<string> _unexpected = [];

    private ChaosRun(ChaosSettings settings, IServers host)
    {
        (_settings, _host, _log) = (settings, host, new(settings.Verbose));
        var plan = ChaosPlan.Create(settings);
#pragma warning disable CA5394 // Runs with the same seed must be the same.
        var random = new Random(settings.Seed + 1);
        _frames = new(new(random.Next()));
        _pace = new(settings.Messages, plan.Count);
        _visitors = [.. Enumerable.Range(0, settings.Visitors).Select(i => new VisitorClient(
            $"visitor{i}", new(host.Port, _frames), settings, _log, _folder, new(random.Next()), usesTokenProvider: i % 2 == 1, _stop.Token))];
#pragma warning restore CA5394
        _operators = [.. Enumerable.Range(0, settings.Operators).Select(_ => new OperatorClient(new(host.Port, _frames), _stop.Token))];
        _faults = new(plan, _pace, settings, host, _visitors, _operators, _stop.Token);
    }

    /// <param name="settings">The settings.</param>
    /// <param name="progress">Receives a progress message every few seconds.</param>
    public static async Task<ChaosReport> RunAsync(ChaosSettings settings, Action<string> progress)
    {
        await using IServers host = settings.Nodes > 1 ? await ServerCluster.StartAsync(settings.Nodes) : await HostProcess.StartAsync();
        await using var run = new ChaosRun(settings, host);
        return await run.RunAsync(progress);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_listening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var visitor in _visitors) await visitor.DisposeAsync();
        foreach (var lane in Lanes()) await lane.DisposeAsync();
        foreach (var client in _operators) client.Dispose();
        Directory.Delete(_folder, recursive: true);
        _stop.Dispose();
    }

    private async Task<ChaosReport> RunAsync(Action<string> progress)
    {
        _listening = [.. _operators.Select(o => o.RunAsync()), ReportProgressAsync(progress)];
        string? aborted = null;
        try
        {
            var working = AllAsync([_faults.RunAsync(), .. _visitors.Select(RunVisitorAsync)]);
            await working.WaitAsync(TimeSpan.FromSeconds(_settings.Timeout), _stop.Token);
            await WaitForDeliveryAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            aborted = $"The run was aborted: {e}\n{string.Join('\n', (string[])[.. _visitors.Select(v => v.State), .. _operators.Select(o => o.State)])}\n{Progress()}\n"
                + $"Last output of the server:\n{string.Join('\n', _host.Lines.TakeLast(20))}";
        }

        var duration = Stopwatch.GetElapsedTime(_started);
        var (toOperators, toVisitors) = await CompareAsync();
        return new()
        {
            Settings = _settings,
            ToOperators = toOperators,
            ToVisitors = toVisitors,
            CatchUps = [.. Enum.GetValues<KillCause>().Select(cause => (cause, Seconds(cause)))],
            Faults = $"{_faults.Summary}{(_host is ServerCluster cluster ? $" ({string.Join(", ", cluster.Crashes.Select(c => $"{c.Value} {c.Key}"))})" : "")}; frames: {_frames.Duplicated:N0} duplicated, {_frames.Delayed:N0} delayed, {_frames.Reordered:N0} reordered; "
                + $"{_visitors.Sum(v => v.SignIns)} sign-ins, {_visitors.Sum(v => v.TokensProvided)} tokens provided, {_visitors.Sum(v => v.ExpiredTokensRefused)} expired tokens refused",
            Aborted = aborted,
            Errors = [.. _log.Errors, .. _unexpected],
            Duration = duration,
        };
    }

    /// <summary>Waits for all tasks, or for the first one that fails.</summary>
    private static async Task AllAsync(List<Task> tasks)
    {
        while (tasks.Count > 0)
        {
            var done = await Task.WhenAny(tasks);
            await done;
            tasks.Remove(done);
        }
    }

    /// <summary>Runs both sides of a conversation, each with its share of the messages.</summary>
    private async Task RunVisitorAsync(VisitorClient visitor, int index)
    {
        var ours = Share(index * 2);
        var theirs = Share((index * 2) + 1);
        var sending = visitor.SendAsync(ours, _pace);
        if (await Task.WhenAny(sending, visitor.Begun) == sending) await sending;
        var id = await visitor.Begun;
        var other = _operators[index % _operators.Length];
        await other.FollowAsync(id, visitor.Outgoing);
        await Task.WhenAll(sending, other.SendAsync(id, visitor.Incoming, theirs, _pace));

        int Share(int place)
        {
            var (each, rest) = Math.DivRem(_settings.Messages, _visitors.Length * 2);
            return each + (place < rest ? 1 : 0);
        }
    }

    /// <summary>Waits until everything is delivered, or nothing arrives any more.</summary>
    private async Task WaitForDeliveryAsync()
    {
        var (arrived, since) = (-1, Stopwatch.GetTimestamp());
        while (true)
        {
            var now = Directions().Sum(d => d.Delivered);
            if (now == Directions().Sum(d => d.Sent)) break;
            if (now != arrived) (arrived, since) = (now, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(since) > StallTimeout) throw new TimeoutException("No more messages arrive.");
            await Task.Delay(PollInterval, TimeProvider.System, _stop.Token);
        }

        // Duplicates arrive late: delayed frames, and the result of the last catch-up.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _stop.Token);
    }

    private async Task<(DeliveryResult ToOperators, DeliveryResult ToVisitors)> CompareAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var api = new OperatorApi(_host.Address, late.Token);
        List<DeliveryResult> toOperators = [], toVisitors = [];
        foreach (var visitor in _visitors.Where(v => v.Begun.IsCompletedSuccessfully))
        {
            var log = (await api.GetLogAsync(await visitor.Begun)).Where(e => e.Type == EventNames.ConversationMessage)
                .Select(e => System.Text.Json.JsonSerializer.Deserialize(e.Data, LivecallerJson.Default.MessagePayload)!).ToArray();
            toOperators.Add(visitor.Outgoing.Compare(log.Where(m => m.Sender.Type == ParticipantType.Visitor).Select(m => m.Content)));
            toVisitors.Add(visitor.Incoming.Compare(log.Where(m => m.Sender.Type == ParticipantType.Operator).Select(m => m.Content)));
        }

        _unexpected = await FindUnexpectedMessagesAsync(api);
        return (DeliveryResult.Sum(toOperators), DeliveryResult.Sum(toVisitors));
    }

    /// <summary>Returns the messages in unexpected conversations. Each visitor should have one conversation.</summary>
    private async Task<IReadOnlyList<string>> FindUnexpectedMessagesAsync(OperatorApi api)
    {
        var known = _visitors.Where(v => v.Begun.IsCompletedSuccessfully).Select(v => v.Begun.Result).ToHashSet();
        List<string> found = [];
        foreach (var other in (await api.ListAsync()).Where(c => !known.Contains(c.Id)))
        {
            found.Add($"unexpected conversation {other.Id} of {other.Visitor.UserId ?? "an anonymous visitor"}, started {other.CreatedAt:O}, {other.Status}");
            foreach (var e in (await api.GetLogAsync(other.Id)).Where(e => e.Type == EventNames.ConversationMessage))
            {
                var message = System.Text.Json.JsonSerializer.Deserialize(e.Data, LivecallerJson.Default.MessagePayload)!;
                found.Add($"  contains {message.Content.Split(' ', 2)[0]} at {message.CreatedAt:O}");
            }
        }

        return found;
    }

    private async Task ReportProgressAsync(Action<string> progress)
    {
        while (!_stop.IsCancellationRequested)
        {
            progress(Progress());
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, _stop.Token);
        }
    }

    private string Progress() => $"{Stopwatch.GetElapsedTime(_started).TotalSeconds,4:0} s: "
        + $"{Directions().Sum(d => d.Sent):N0} of {_settings.Messages:N0} sent, {Directions().Sum(d => d.Delivered):N0} delivered, {_faults.Summary}";

    private IEnumerable<Direction> Directions() => _visitors.SelectMany(v => new[] { v.Outgoing, v.Incoming });

    private IEnumerable<Lane> Lanes() => [.. _visitors.Select(v => v.Lane), .. _operators.Select(o => o.Lane)];

    // The operators' client isn't measured.
    private double[] Seconds(KillCause cause) => [.. _visitors.SelectMany(v => v.CatchUp.Seconds(cause)).Order()];
}

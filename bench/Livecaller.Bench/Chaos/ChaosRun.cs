using System.Diagnostics;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>A real server, real clients, and everything that can go wrong between them.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    /// <summary>How long nothing may arrive, after everything was sent, before it counts as lost.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly ChaosSettings _settings;
    private readonly HostProcess _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-chaos-").FullName;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly LogTally _log;
    private readonly FrameFaults _frames;
    private readonly Pace _pace;
    private readonly VisitorClient[] _visitors;
    private readonly OperatorClient[] _operators;
    private readonly FaultMaker _faults;
    private Task[] _listening = [];
    private IReadOnlyList<string> _elsewhere = [];

    private ChaosRun(ChaosSettings settings, HostProcess host)
    {
        (_settings, _host, _log) = (settings, host, new(settings.Verbose));
        var plan = ChaosPlan.Make(settings);
#pragma warning disable CA5394 // The same seed shall give the same run.
        var random = new Random(settings.Seed + 1);
        _frames = new(new(random.Next()));
        _pace = new(settings.Messages, plan.Count);
        _visitors = [.. Enumerable.Range(0, settings.Visitors).Select(i => new VisitorClient(
            $"visitor{i}", new(host.Port, _frames), settings, _log, _folder, new(random.Next()), provides: i % 2 == 1, _stop.Token))];
#pragma warning restore CA5394
        _operators = [.. Enumerable.Range(0, settings.Operators).Select(_ => new OperatorClient(new(host.Port, _frames), _stop.Token))];
        _faults = new(plan, _pace, settings, host, _visitors, _operators, _stop.Token);
    }

    /// <param name="settings">What it is made of.</param>
    /// <param name="progress">Is told how it goes, every few seconds.</param>
    public static async Task<ChaosReport> RunAsync(ChaosSettings settings, Action<string> progress)
    {
        await using var host = await HostProcess.StartAsync();
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
        _listening = [.. _operators.Select(o => o.RunAsync()), TellAsync(progress)];
        string? aborted = null;
        try
        {
            var working = AllAsync([_faults.RunAsync(), .. _visitors.Select(TalkAsync)]);
            await working.WaitAsync(TimeSpan.FromSeconds(_settings.Timeout), _stop.Token);
            await ArrivedAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            aborted = $"The run was given up: {e}\n{string.Join('\n', (string[])[.. _visitors.Select(v => v.State), .. _operators.Select(o => o.State)])}\n{Progress()}\n"
                + $"The server's last lines:\n{string.Join('\n', _host.Lines.TakeLast(20))}";
        }

        var took = Stopwatch.GetElapsedTime(_started);
        var (toOperators, toVisitors) = await JudgeAsync();
        return new()
        {
            Settings = _settings,
            ToOperators = toOperators,
            ToVisitors = toVisitors,
            CatchUps = [.. Enum.GetValues<KillCause>().Select(cause => (cause, Seconds(cause)))],
            Faults = $"{_faults.Told}; frames: {_frames.Duplicated:N0} duplicated, {_frames.Delayed:N0} delayed, {_frames.Reordered:N0} reordered; "
                + $"{_visitors.Sum(v => v.SignIns)} sign-ins, {_visitors.Sum(v => v.TokensProvided)} tokens provided, {_visitors.Sum(v => v.ExpiredTokensRefused)} expired tokens refused",
            Aborted = aborted,
            Errors = [.. _log.Errors, .. _elsewhere],
            Took = took,
        };
    }

    /// <summary>Waits for all, or for the first that fails.</summary>
    private static async Task AllAsync(List<Task> tasks)
    {
        while (tasks.Count > 0)
        {
            var done = await Task.WhenAny(tasks);
            await done;
            tasks.Remove(done);
        }
    }

    /// <summary>Both sides of one conversation, each with its share of the messages.</summary>
    private async Task TalkAsync(VisitorClient visitor, int index)
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

    /// <summary>Waits until everything that was sent was delivered, or nothing arrives any more.</summary>
    private async Task ArrivedAsync()
    {
        var (arrived, since) = (-1, Stopwatch.GetTimestamp());
        while (true)
        {
            var now = Directions().Sum(d => d.Delivered);
            if (now == Directions().Sum(d => d.Sent)) break;
            if (now != arrived) (arrived, since) = (now, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(since) > Stalled) throw new TimeoutException("Nothing arrives any more.");
            await Task.Delay(Glance, TimeProvider.System, _stop.Token);
        }

        // What comes twice comes late: what was held back on the way, and what a last catching up brings.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _stop.Token);
    }

    private async Task<(Verdict ToOperators, Verdict ToVisitors)> JudgeAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var api = new OperatorApi(_host.Address, late.Token);
        List<Verdict> toOperators = [], toVisitors = [];
        foreach (var visitor in _visitors.Where(v => v.Begun.IsCompletedSuccessfully))
        {
            var log = (await api.GetLogAsync(await visitor.Begun)).Where(e => e.Type == EventNames.ConversationMessage)
                .Select(e => System.Text.Json.JsonSerializer.Deserialize(e.Data, LivecallerJson.Default.MessagePayload)!).ToArray();
            toOperators.Add(visitor.Outgoing.Judge(log.Where(m => m.Sender.Type == ParticipantType.Visitor).Select(m => m.Content)));
            toVisitors.Add(visitor.Incoming.Judge(log.Where(m => m.Sender.Type == ParticipantType.Operator).Select(m => m.Content)));
        }

        _elsewhere = await ElsewhereAsync(api);
        return (Verdict.Sum(toOperators), Verdict.Sum(toVisitors));
    }

    /// <summary>What stands in conversations that nobody talks in: a visitor has one.</summary>
    private async Task<IReadOnlyList<string>> ElsewhereAsync(OperatorApi api)
    {
        var known = _visitors.Where(v => v.Begun.IsCompletedSuccessfully).Select(v => v.Begun.Result).ToHashSet();
        List<string> found = [];
        foreach (var other in (await api.ListAsync()).Where(c => !known.Contains(c.Id)))
        {
            found.Add($"another conversation {other.Id} of {other.Visitor.UserId ?? "somebody anonymous"}, begun {other.CreatedAt:O}, {other.Status}");
            foreach (var e in (await api.GetLogAsync(other.Id)).Where(e => e.Type == EventNames.ConversationMessage))
            {
                var message = System.Text.Json.JsonSerializer.Deserialize(e.Data, LivecallerJson.Default.MessagePayload)!;
                found.Add($"  there: {message.Content.Split(' ', 2)[0]} at {message.CreatedAt:O}");
            }
        }

        return found;
    }

    private async Task TellAsync(Action<string> progress)
    {
        while (!_stop.IsCancellationRequested)
        {
            progress(Progress());
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, _stop.Token);
        }
    }

    private string Progress() => $"{Stopwatch.GetElapsedTime(_started).TotalSeconds,4:0} s: "
        + $"{Directions().Sum(d => d.Sent):N0} of {_settings.Messages:N0} sent, {Directions().Sum(d => d.Delivered):N0} delivered, {_faults.Told}";

    private IEnumerable<Direction> Directions() => _visitors.SelectMany(v => new[] { v.Outgoing, v.Incoming });

    private IEnumerable<Lane> Lanes() => [.. _visitors.Select(v => v.Lane), .. _operators.Select(o => o.Lane)];

    // The operators' own tool is no part of what is measured.
    private double[] Seconds(KillCause cause) => [.. _visitors.SelectMany(v => v.CatchUp.Seconds(cause)).Order()];
}

using Livecaller.Bench.Chaos;
using Livecaller.Bench.Dashboards;

namespace Livecaller.Bench.Soak;

/// <summary>An operator who opens the dashboard, goes from one conversation to the next, and leaves, again and again.</summary>
/// <param name="number">Tells this one from the others.</param>
/// <param name="address">The server.</param>
/// <param name="counts">Is told what was done.</param>
/// <param name="stop">Ends the last dashboard.</param>
internal sealed class SoakOperator(int number, Uri address, SoakCounts counts, CancellationToken stop)
{
    private const int SwitchesEach = 20;

#pragma warning disable CA5394 // The same slot does the same things in every run.
    private readonly Random _random = new(1000 + number);

    public async Task RunAsync(CancellationToken end)
    {
        using var api = new OperatorApi(address, stop);
        await api.ListAsync();
        counts.Add(SoakCounts.OperatorLogins);
        for (var dashboard = 0; !end.IsCancellationRequested; dashboard++)
        {
            try
            {
                await WorkAsync(api, isClosedProperly: dashboard % 2 == 0, end);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                counts.Add(SoakCounts.Faults);
                await Console.Error.WriteLineAsync($"Dashboard {dashboard} of {number}: {e}");
            }
        }
    }

    private async Task WorkAsync(OperatorApi api, bool isClosedProperly, CancellationToken end)
    {
        await using var dashboard = await OpenDashboard.OpenAsync(address, items: 1);
        counts.Add(SoakCounts.Opened);
        for (var i = 0; i < SwitchesEach && !end.IsCancellationRequested; i++)
        {
            var conversations = await api.ListAsync();
            // Faster than a conversation loads, now and then.
            await dashboard.ShowAsync(conversations.Count == 0 || i % 7 == 6 ? "" : "c/" + conversations[_random.Next(conversations.Count)].Id.Value);
            counts.Add(SoakCounts.Switched);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20, 1200)), TimeProvider.System, stop);
        }

        if (dashboard.Fault is { } fault) throw new InvalidOperationException("The dashboard has ended: " + fault);
        // Else its circuit is kept for three minutes, as that of a browser without a network.
        if (isClosedProperly) await dashboard.LeaveAsync();
        counts.Add(SoakCounts.Left);
    }
#pragma warning restore CA5394
}

using Livecaller.Bench.Chaos;
using Livecaller.Bench.Dashboards;

namespace Livecaller.Bench.Soak;

/// <summary>An operator who repeatedly opens the dashboard, opens several conversations, and leaves.</summary>
/// <param name="number">The number of this operator.</param>
/// <param name="address">The server.</param>
/// <param name="counts">Counts the completed actions.</param>
/// <param name="stop">Stops after the current dashboard.</param>
internal sealed class SoakOperator(int number, Uri address, SoakCounts counts, CancellationToken stop)
{
    private const int SwitchesEach = 20;

#pragma warning disable CA5394 // The actions are the same in all runs.
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
            // Sometimes faster than a conversation loads.
            await dashboard.ShowAsync(conversations.Count == 0 || i % 7 == 6 ? "" : "c/" + conversations[_random.Next(conversations.Count)].Id.Value);
            counts.Add(SoakCounts.Switched);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20, 1200)), TimeProvider.System, stop);
        }

        if (dashboard.Fault is { } fault) throw new InvalidOperationException("The dashboard's circuit ended: " + fault);
        // Otherwise, its circuit is kept for three minutes, like the circuit of a browser that lost its network.
        if (isClosedProperly) await dashboard.LeaveAsync();
        counts.Add(SoakCounts.Left);
    }
#pragma warning restore CA5394
}

using System.Runtime.CompilerServices;
using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>An open dashboard took the server's time from everybody else: its reads ran on the circuit's dispatcher, one for each signal.</summary>
public sealed class BusyCircuitTests : DashboardContext
{
    private const int Signals = 1_000;

    [Fact]
    public void The_operator_service_is_never_called_on_the_dispatcher()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Desk.VisitorSays(ana, "are you there?");
        app.WaitForAssertion(() => Assert.Contains("are you there?", app.Find(".lc-log").TextContent, StringComparison.Ordinal));
        app.Find("textarea").Input("good morning");
        app.Find("[data-lc-composer]").Submit();
        app.WaitForAssertion(() => Assert.Equal("good morning", ana.Messages[^1].Content));

        Assert.Equal(0, Desk.Operators.CallsOnDispatcher);
    }

    [Fact]
    public async Task A_thousand_signals_for_a_busy_circuit_cost_it_no_read_and_no_memory()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = Open();
        app.WaitForElement(".lc-item");
        var reads = Desk.Operators.ListCalls;
        using var held = new ManualResetEventSlim();
        var busy = HoldDispatcher(app, held);

        for (var i = 1; i <= Signals; i++) Desk.VisitorSays(ana, $"message {i}");
        var alive = CountSignals();
        held.Set();
        await busy;

        app.WaitForAssertion(() => Assert.Equal($"message {Signals}", app.Find(".lc-preview").TextContent));
        Assert.Equal(reads, Desk.Operators.ListCalls);
        Assert.InRange(alive, 0, 5);
    }

    private static Task HoldDispatcher(IRenderedComponent<DashboardApp> app, ManualResetEventSlim held)
    {
        using var entered = new ManualResetEventSlim();
        var busy = Task.Run(() => app.InvokeAsync(() =>
        {
            entered.Set();
            held.Wait();
        }));
        entered.Wait();
        return busy;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CountSignals()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Desk.Feed.SignalsAlive;
    }
}

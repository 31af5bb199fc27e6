using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators;
using Livecaller.Server.Reports;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>What is going on now, for a screen on the wall. It is read again after something has happened, at most once a second.</summary>
public sealed partial class WallPage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Visitors wait for the first answer.
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    private ReportLive? _live;
    private bool _isFailed;
    private Repeater? _repeater;
    private IDisposable? _subscription;

    [Inject]
    private ServiceCaller Calls { get; set; } = null!;

    [Inject]
    private Clock Clock { get; set; } = null!;

    [Inject]
    private IConversationFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        Clock.Ticked -= OnTicked;
        _subscription?.Dispose();
        _repeater?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (!Calls.Operator.May(OperatorPermission.ReadReports))
            return;
        _repeater = new(ReadAsync, Pause, Time);
        _subscription = Feed.Subscribe(OnSignal);
        Clock.Ticked += OnTicked;
        _repeater.Request();
    }

    // What somebody types changes no figure.
    private void OnSignal(ConversationSignal signal)
    {
        if (signal.Sequence is not null)
            _repeater!.Request();
    }

    private void OnTicked() => _repeater!.Request();

    private async Task ReadAsync()
    {
        var zone = Clock.Zone.Id;
        var (live, error) = await Calls.CallAsync((IReportService reports, OperatorCaller me) => reports.ReadLiveAsync(me, zone), Texts.InboxFailedText);
        await InvokeAsync(() =>
        {
            (_live, _isFailed) = (live ?? _live, error is not null);
            StateHasChanged();
        });
    }

    private string? UrgencyOf(ReportLive live) => live.LongestWaitSince is not { } since ? null : Clock.Now - since >= LongWait ? "lc-wall-late" : "lc-wall-busy";
}

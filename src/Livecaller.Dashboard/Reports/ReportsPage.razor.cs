using System.Globalization;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Departments;
using Livecaller.Server.Operators;
using Livecaller.Server.Reports;
using Livecaller.Server.Team;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Dashboard.Reports;

/// <summary>The reports. What they are about is in the address.</summary>
public sealed partial class ReportsPage : IDisposable
{
    private IReadOnlyList<OperatorDepartmentPayload> _departments = [];
    private IReadOnlyList<TeamOperatorPayload> _team = [];
    private ReportPeriod _period = ReportPeriod.Of(null, null, null, DateOnly.FromDateTime(DateTime.UnixEpoch));
    private ReportQuery _query = new();
    private ReportView? _view;
    private string? _error;
    private int _loads;

    [SupplyParameterFromQuery(Name = "period")]
    private string? Period { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "time_zone")]
    private string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "department_id")]
    private string? Department { get; set; }

    [SupplyParameterFromQuery(Name = "operator_id")]
    private string? Assignee { get; set; }

    [Inject]
    private ServiceCaller Calls { get; set; } = null!;

    [Inject]
    private Clock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose() => Clock.Ticked -= OnTicked;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Clock.Ticked += OnTicked;
        ReadAddress();
        if (!Calls.Operator.May(OperatorPermission.ReadReports))
            return;
        var (team, _) = await Calls.CallAsync((ITeamService service, OperatorCaller me) => service.ListAsync(me), Texts.InboxFailedText);
        var (departments, _) = await Calls.CallAsync((IDepartmentService service, OperatorCaller me) => service.ListAsync(me, null), Texts.InboxFailedText);
        (_team, _departments) = (team?.Data ?? [], departments ?? []);
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        if (!Calls.Operator.May(OperatorPermission.ReadReports))
            return;
        var today = ReadAddress();
        var load = ++_loads;
        var (view, error) = today is { } day ? await ReportView.ReadAsync(Calls, _query, day) : (null, TimeText.Format(Texts.ReportBadZone, SafeText.Line(Zone!)));
        // Another choice was made meanwhile.
        if (load == _loads)
            (_view, _error) = (view, error);
    }

    // Returns the current date in the time zone of the URL, or null if the time zone is unknown.
    private DateOnly? ReadAddress()
    {
        var zone = Zone is null ? Clock.Zone : TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var known) ? known : null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.Now, zone ?? TimeZoneInfo.Utc).DateTime);
        _period = ReportPeriod.Of(Period, From, To, today);
        _query = new()
        {
            From = _period.From,
            To = _period.To,
            TimeZone = Zone ?? Clock.Zone.Id,
            DepartmentId = string.IsNullOrEmpty(Department) ? null : new(Department),
            OperatorId = string.IsNullOrEmpty(Assignee) ? null : new(Assignee),
        };
        return zone is null ? null : today;
    }

    private Task ChangeAsync(IReadOnlyDictionary<string, object?> parameters)
    {
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(parameters));
        return Task.CompletedTask;
    }

    private Task ShowQuarterAsync() => ChangeAsync(new Dictionary<string, object?> { ["period"] = ReportPeriod.Quarter, ["from"] = null, ["to"] = null });

    // The browser tells its time zone after the first page.
    private void OnTicked()
    {
        if (Zone is null && _query.TimeZone != Clock.Zone.Id)
            _ = InvokeAsync(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private string CsvOf(string report) => $"reports/{report}.csv" + QueryString.Create(((string Name, string? Value)[])
    [
        ("from", ReportPeriod.Text(_period.From)), ("to", ReportPeriod.Text(_period.To)), ("time_zone", _query.TimeZone),
        ("department_id", _query.DepartmentId?.Value), ("operator_id", _query.OperatorId?.Value),
    ] is var all ? all.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)) : []);

    private static string TodayText(ReportFigures today) => today is { Started: 0, Closed: 0 } ? Texts.ReportTodayNone
        : TimeText.Format(Texts.ReportTodayFigures, today.Started, today.Closed, ReportFigureText.Duration(today.FirstResponse.MedianSeconds));

    private static IEnumerable<(string Label, string Value, string? Change, string? Before)> Figures(ReportSummary summary)
    {
        var (now, before) = (summary.Current, summary.Previous);
        yield return (Texts.ReportConversations, ReportFigureText.Count(now.Started), ReportFigureText.Change(now.Started, before.Started), Before(ReportFigureText.Count(before.Started)));
        yield return Duration(Texts.ReportFirstAnswer, now.FirstResponse, before.FirstResponse);
        yield return Duration(Texts.ReportTimeToClose, now.Resolution, before.Resolution);
        yield return (Texts.ReportRating, ReportFigureText.Rating(now.RatingAverage), Difference(now.RatingAverage, before.RatingAverage), before.RatingAverage is null ? Texts.ReportNothingBefore : Before(ReportFigureText.Rating(before.RatingAverage)));
    }

    private static (string Label, string Value, string? Change, string? Before) Duration(string label, ReportDurations now, ReportDurations before) => (
        label, ReportFigureText.Duration(now.MedianSeconds), ReportFigureText.Change(now.MedianSeconds, before.MedianSeconds),
        before.MedianSeconds is null ? Texts.ReportNothingBefore : Before(ReportFigureText.Duration(before.MedianSeconds)));

    private static string Before(string value) => TimeText.Format(Texts.ReportBefore, value);

    private static string? Difference(double? now, double? before) => (now - before)?.ToString("+0.0;−0.0;±0.0", CultureInfo.CurrentCulture);
}

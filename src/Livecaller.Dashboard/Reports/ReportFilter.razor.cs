using Livecaller.Dashboard.Localization;
using Livecaller.Server.Reports;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>What the reports are about. A change goes to another address, so that it can be shared and gone back to.</summary>
public sealed partial class ReportFilter
{
    private static readonly string[] Zones = [.. TimeZoneInfo.GetSystemTimeZones().Select(IanaName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    [Parameter, EditorRequired]
    public required ReportQuery Query { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OperatorDepartmentPayload> Departments { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TeamOperatorPayload> Team { get; set; }

    /// <summary>Takes parameters of the address that have changed; a value that is null or empty takes one away.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyDictionary<string, object?>, Task> Change { get; set; }

    [Parameter, EditorRequired]
    public required string PeriodName { get; set; }

    private ReportPeriod Period => new(PeriodName, Query.From!.Value, Query.To!.Value);

    private static (string Name, string Text)[] Periods =>
    [
        (ReportPeriod.Today, Texts.ReportToday), (ReportPeriod.Week, Texts.ReportWeek), (ReportPeriod.Month, Texts.ReportMonth),
        (ReportPeriod.Quarter, Texts.ReportQuarter), (ReportPeriod.Custom, Texts.ReportCustom),
    ];

    private Task ChoosePeriodAsync(string? name) => Change(name == ReportPeriod.Custom
        ? new Dictionary<string, object?> { ["period"] = name, ["from"] = ReportPeriod.Text(Query.From!.Value), ["to"] = ReportPeriod.Text(Query.To!.Value) }
        : new Dictionary<string, object?> { ["period"] = name, ["from"] = null, ["to"] = null });

    private Task ChangeAsync(string name, string? value) => Change(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value });

    private static string? IanaName(TimeZoneInfo zone) =>
        zone.HasIanaId || zone.Id == TimeZoneInfo.Utc.Id ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : null;
}

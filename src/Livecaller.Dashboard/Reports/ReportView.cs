using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server;
using Livecaller.Server.Operators;
using Livecaller.Server.Reports;

namespace Livecaller.Dashboard.Reports;

/// <summary>Everything that the page shows of a period.</summary>
public sealed record ReportView
{
    public required ReportSummary Summary { get; init; }

    public required ReportFigures Today { get; init; }

    public required IReadOnlyList<ReportDay> Days { get; init; }

    public required ReportHours Hours { get; init; }

    public required IReadOnlyList<OperatorLine> Operators { get; init; }

    public required IReadOnlyList<ReportGroup> Departments { get; init; }

    public required ReportRatings Ratings { get; init; }

    public required IReadOnlyList<ReportComment> Comments { get; init; }

    public bool IsEmpty => Summary.Current is { Started: 0, Closed: 0, Rated: 0 };

    /// <summary>Reads it, or says why it can't be read.</summary>
    internal static async Task<(ReportView? View, string? Error)> ReadAsync(ServiceCaller calls, ReportQuery query, DateOnly today)
    {
        string? failed = null;
        var summary = ReadAsync((reports, me) => reports.ReadSummaryAsync(me, query));
        var ofToday = ReadAsync((reports, me) => reports.ReadSummaryAsync(me, query with { From = today, To = today }));
        var days = ReadAsync((reports, me) => reports.ReadDaysAsync(me, query));
        var hours = ReadAsync((reports, me) => reports.ReadHoursAsync(me, query));
        var operators = ReadAsync((reports, me) => reports.ReadOperatorsAsync(me, query));
        var availability = ReadAsync((reports, me) => reports.ReadAvailabilityAsync(me, query));
        var departments = ReadAsync((reports, me) => reports.ReadDepartmentsAsync(me, query));
        var ratings = ReadAsync((reports, me) => reports.ReadRatingsAsync(me, query));
        var comments = ReadAsync((reports, me) => reports.ReadCommentsAsync(me, query, limit: 20, before: null));
        await Task.WhenAll(summary, ofToday, days, hours, operators, availability, departments, ratings, comments);
        if (failed is not null)
            return (null, failed);
        return (new ReportView
        {
            Summary = (await summary)!,
            Today = (await ofToday)!.Current,
            Days = (await days)!.Days,
            Hours = (await hours)!,
            Operators = OperatorLine.Join((await operators)!.Groups, (await availability)!.Operators),
            Departments = (await departments)!.Groups,
            Ratings = (await ratings)!,
            Comments = (await comments)!.Data,
        }, null);

        async Task<T?> ReadAsync<T>(Func<IReportService, OperatorCaller, Task<Outcome<T>>> call)
        {
            var (value, error) = await calls.CallAsync(call, Texts.InboxFailedText);
            failed ??= error;
            return value;
        }
    }
}

/// <summary>The figures of an operator, and for how long the operator was online.</summary>
/// <param name="Id">The operator; null for the conversations that nobody has.</param>
/// <param name="Name">The operator's name.</param>
/// <param name="Figures">The figures of the operator's conversations.</param>
/// <param name="OnlineSeconds">For how long the operator was online.</param>
public sealed record OperatorLine(string? Id, string? Name, ReportFigures Figures, long OnlineSeconds)
{
    internal static IReadOnlyList<OperatorLine> Join(IReadOnlyList<ReportGroup> groups, IReadOnlyList<ReportOnlineTime> online)
    {
        var times = online.ToDictionary(o => o.Id.Value, o => o.OnlineSeconds);
        var known = groups.Select(g => g.Id).ToHashSet();
        return
        [
            .. groups.Select(g => new OperatorLine(g.Id, g.Name, g.Figures, g.Id is null ? 0 : times.GetValueOrDefault(g.Id))),
            .. online.Where(o => o.OnlineSeconds > 0 && !known.Contains(o.Id.Value)).Select(o => new OperatorLine(o.Id.Value, o.Name, ReportFigures.None, o.OnlineSeconds)),
        ];
    }
}

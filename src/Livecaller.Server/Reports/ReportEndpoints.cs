using System.Globalization;
using System.Text;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Reports;

internal static class ReportEndpoints
{
    private const int MaxCsvComments = 10_000;

    /// <summary>The reports that are there as a table, by their names in addresses.</summary>
    private static readonly Dictionary<string, Func<HttpContext, IReportService, OperatorCaller, ReportQuery, Task<Outcome<ReportCsv>>>> Tables = new()
    {
        ["summary"] = (http, reports, caller, query) => TableAsync(reports.ReadSummaryAsync(caller, query, http.RequestAborted), ReportCsv.Of),
        ["days"] = (http, reports, caller, query) => TableAsync(reports.ReadDaysAsync(caller, query, http.RequestAborted), ReportCsv.Of),
        ["operators"] = (http, reports, caller, query) => TableAsync(reports.ReadOperatorsAsync(caller, query, http.RequestAborted), ReportCsv.Of),
        ["departments"] = (http, reports, caller, query) => TableAsync(reports.ReadDepartmentsAsync(caller, query, http.RequestAborted), ReportCsv.Of),
        ["hours"] = (http, reports, caller, query) => TableAsync(reports.ReadHoursAsync(caller, query, http.RequestAborted), ReportCsv.Of),
        ["ratings"] = (http, reports, caller, query) => TableAsync(reports.ReadRatingsAsync(caller, query, http.RequestAborted), ReportCsv.Of),
        ["comments"] = CommentsAsync,
        ["availability"] = (http, reports, caller, query) => TableAsync(reports.ReadAvailabilityAsync(caller, query, http.RequestAborted), ReportCsv.Of),
    };

    /// <summary>The names of the tables.</summary>
    public static IReadOnlyCollection<string> TableNames => Tables.Keys;

    public static void MapReports(this RouteGroupBuilder group)
    {
        var reports = group.MapGroup("/reports");
        Describe(reports.MapGet("/summary", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadSummaryAsync)))
            .Produces<DataEnvelope<ReportSummary>>().WithSummary("The figures of a range, and of as many days before it.");
        Describe(reports.MapGet("/days", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadDaysAsync)))
            .Produces<DataEnvelope<ReportDays>>().WithSummary("The figures of each day: volume, waiting time, first response, resolution and ratings.");
        Describe(reports.MapGet("/operators", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadOperatorsAsync)))
            .Produces<DataEnvelope<ReportGroups>>().WithSummary("The figures of each operator.");
        Describe(reports.MapGet("/departments", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadDepartmentsAsync)))
            .Produces<DataEnvelope<ReportGroups>>().WithSummary("The figures of each department.");
        Describe(reports.MapGet("/hours", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadHoursAsync)))
            .Produces<DataEnvelope<ReportHours>>().WithSummary("How many conversations were started in each hour of the week.");
        Describe(reports.MapGet("/ratings", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadRatingsAsync)))
            .Produces<DataEnvelope<ReportRatings>>().WithSummary("How visitors rated conversations.");
        Describe(reports.MapGet("/availability", (HttpContext http, IReportService service) => ReadAsync(http, service.ReadAvailabilityAsync)))
            .Produces<DataEnvelope<ReportAvailability>>().WithSummary("How long operators were online on each day.");
        Describe(reports.MapGet("/comments", ListCommentsAsync)).Produces<DataPage<ReportComment>>()
            .TakesQuery("limit", "At most so many, 1 to 200.").TakesQuery("before", "The conversation of the last rating of the page before.")
            .WithSummary("The ratings with a comment, newest first.");
        reports.MapGet("/live", async (HttpContext http, IReportService service) =>
                (await service.ReadLiveAsync(http.OperatorCaller(), Query.Text(http, "time_zone"), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<ReportLive>>().TakesQuery("time_zone", "The IANA time zone that the day belongs to; UTC if missing.")
            .WithSummary("What is going on now, and the figures of today.");
        foreach (var name in Tables.Keys)
        {
            Describe(reports.MapGet($"/{name}.csv", (HttpContext http, IReportService service) => ExportAsync(http, service, http.OperatorCaller(), name)))
                .Produces<string>(200, "text/csv").WithSummary("The same as a table for spreadsheets. Durations are in seconds.");
        }
    }

    /// <summary>Returns the report that the query of a request asks for as a table.</summary>
    public static async Task<IResult> ExportAsync(HttpContext http, IReportService reports, OperatorCaller caller, string name)
    {
        var table = await Tables[name](http, reports, caller, ReadQuery(http)).ConfigureAwait(false);
        if (!table.IsSuccess) return table.Problem.ToResult();
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"report-{name}.csv\"";
        return TypedResults.Text(table.Value.ToString(), Csv.MediaType, Encoding.UTF8);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .TakesQuery("from", "The first day, as 2026-11-29; six days before the last one if missing.").TakesQuery("to", "The last day; today if missing. At most 366 days.")
        .TakesQuery("time_zone", "The IANA time zone that days and hours belong to; UTC if missing.")
        .TakesQuery("department_id", "Only the conversations of this department.").TakesQuery("operator_id", "Only the conversations that this operator has.");

    private static async Task<IResult> ReadAsync<T>(HttpContext http, Func<OperatorCaller, ReportQuery, CancellationToken, Task<Outcome<T>>> read) =>
        (await read(http.OperatorCaller(), ReadQuery(http), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> ListCommentsAsync(HttpContext http, IReportService reports) => (await reports.ReadCommentsAsync(
        http.OperatorCaller(), ReadQuery(http), Query.Limit(http, ReportService.DefaultComments, ReportService.MaxComments),
        Query.Text(http, "before") is { } before ? new(before) : null, http.RequestAborted).ConfigureAwait(false)).ToResult();

    private static async Task<Outcome<ReportCsv>> TableAsync<T>(Task<Outcome<T>> reading, Func<T, ReportCsv> table)
    {
        var report = await reading.ConfigureAwait(false);
        return report.IsSuccess ? table(report.Value) : report.Problem;
    }

    private static async Task<Outcome<ReportCsv>> CommentsAsync(HttpContext http, IReportService reports, OperatorCaller caller, ReportQuery query)
    {
        List<ReportComment> all = [];
        while (true)
        {
            var page = await reports.ReadCommentsAsync(
                caller, query, ReportService.MaxComments, all.Count > 0 ? all[^1].ConversationId : null, http.RequestAborted).ConfigureAwait(false);
            if (!page.IsSuccess) return page.Problem;
            all.AddRange(page.Value.Data);
            if (!page.Value.HasMore || all.Count >= MaxCsvComments) return ReportCsv.Of(new DataPage<ReportComment>(all, false));
        }
    }

    private static ReportQuery ReadQuery(HttpContext http) => new()
    {
        From = Day(http, "from"),
        To = Day(http, "to"),
        TimeZone = Query.Text(http, "time_zone"),
        DepartmentId = Query.Text(http, "department_id") is { } department ? new(department) : null,
        OperatorId = Query.Text(http, "operator_id") is { } assignee ? new(assignee) : null,
    };

    private static DateOnly? Day(HttpContext http, string name)
    {
        if (Query.Text(http, name) is not { } text) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw ProblemException.Invalid(name, $"Expected a day such as 2026-11-29, received '{TextRules.Shorten(text)}'.");
    }
}

using System.Globalization;
using System.Text;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Audit;

internal static class AuditEndpoints
{
    // A page at a time, so that a long log needs no memory.
    private const int CsvPage = AuditLogService.MaxLimit;

    public static void MapAuditLog(this RouteGroupBuilder group)
    {
        Describe(group.MapGet("/audit-log", ListAsync)).Produces<DataPage<AuditEntryPayload>>()
            .TakesQuery("limit", "At most so many, 1 to 500.").TakesQuery("before", "The id of the last entry of the page before.")
            .WithSummary("Administrative acts, newest first: who did what, from where, and the values before and after.");
        Describe(group.MapGet("/audit-log.csv", (HttpContext http, IAuditLogService log) => ExportAsync(http, log, http.OperatorCaller()))).Produces<string>(200, "text/csv").WithSummary("The same as a table for spreadsheets, without a limit.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .TakesQuery("actor", "Only what this operator did.").TakesQuery("action", "Only this action, or with a dot at the end all that begin with it.")
        .TakesQuery("from", "Only what was done at this time or later.").TakesQuery("to", "Only what was done before this time.");

    private static async Task<IResult> ListAsync(HttpContext http, IAuditLogService log) =>
        (await log.ListAsync(http.OperatorCaller(), ReadQuery(http) with
        {
            Limit = Query.Limit(http, AuditLogService.DefaultLimit, AuditLogService.MaxLimit),
            Before = Query.Text(http, "before"),
        }, http.RequestAborted).ConfigureAwait(false)).ToResult();

    /// <summary>Returns the entries that the query of a request asks for as a table.</summary>
    public static async Task<IResult> ExportAsync(HttpContext http, IAuditLogService log, OperatorCaller caller)
    {
        var query = ReadQuery(http) with { Limit = CsvPage };
        var first = await log.ListAsync(caller, query, http.RequestAborted).ConfigureAwait(false);
        if (!first.IsSuccess) return first.Problem.ToResult();
        http.Response.Headers.ContentDisposition = "attachment; filename=\"audit-log.csv\"";
        return TypedResults.Stream(body => WriteAsync(body, http, log, caller, query, first.Value), Csv.MediaType);
    }

    private static async Task WriteAsync(Stream body, HttpContext http, IAuditLogService log, OperatorCaller caller, AuditQuery query, DataPage<AuditEntryPayload> page)
    {
        // With a byte order mark, by which spreadsheets know the encoding.
        var csv = new StringBuilder("\uFEFF").Append(AuditCsv.Header);
        while (true)
        {
            foreach (var entry in page.Data) AuditCsv.Append(csv, entry);
            await body.WriteAsync(Encoding.UTF8.GetBytes(csv.ToString()), http.RequestAborted).ConfigureAwait(false);
            csv.Clear();
            if (!page.HasMore) return;
            var next = await log.ListAsync(caller, query with { Before = page.Data[^1].Id }, http.RequestAborted).ConfigureAwait(false);
            // The session has ended in the middle: a table that is cut off must not look complete.
            if (!next.IsSuccess)
            {
                http.Abort();
                return;
            }

            page = next.Value;
        }
    }

    private static AuditQuery ReadQuery(HttpContext http) => new()
    {
        Actor = Query.Text(http, "actor") is { } actor ? new(actor) : null,
        Action = Query.Text(http, "action"),
        From = Time(http, "from"),
        To = Time(http, "to"),
    };

    private static DateTimeOffset? Time(HttpContext http, string name)
    {
        if (Query.Text(http, name) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
            : throw ProblemException.Invalid(name, $"Expected a time such as 2026-11-29T08:00:00Z, received '{TextRules.Shorten(text)}'.");
    }
}

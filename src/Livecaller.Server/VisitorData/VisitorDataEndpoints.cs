using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.VisitorData;

internal static class VisitorDataEndpoints
{
    public static void MapVisitorData(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/visitors");
        all.MapGet("", ListAsync).Produces<DataPage<VisitorProfilePayload>>().TakesQuery("q", "Only visitors with these words in name or address, or with this user id.")
            .TakesQuery("widget_id", "Only visitors of this widget.").TakesQuery("limit", "At most so many, 1 to 100.").TakesQuery("before", "The id of the last visitor of the page before.")
            .WithSummary("Visitors, those first who were first seen last.");
        all.MapGet("/{id}", async (HttpContext http, IVisitorService visitors, string id) =>
            (await visitors.FindAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<VisitorProfilePayload>>().WithSummary("What is known of a visitor.");
        all.MapPatch("/{id}", UpdateAsync).Produces<DataEnvelope<VisitorProfilePayload>>().WithSummary("Changes the operators' notes and the attributes of a visitor.");
        all.MapPost("/{id}/export", async (HttpContext http, IVisitorService visitors, string id) =>
            Accepted(await visitors.ExportAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)))
            .Produces<DataEnvelope<JobPayload>>(202).WithSummary("Records an export of everything about a visitor, and answers where it is. Administrators only.");
        all.MapPost("/{id}/erase", async (HttpContext http, IVisitorService visitors, string id) =>
            Accepted(await visitors.EraseAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)))
            .Produces<DataEnvelope<JobPayload>>(202).WithSummary("Erases everything about a visitor. Administrators only.");
        group.MapGet("/jobs/{id}", async (HttpContext http, IVisitorService visitors, string id) =>
            (await visitors.FindJobAsync(http.OperatorCaller(), id, http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<JobPayload>>().WithSummary("An export or erasure. Administrators only.");
        group.MapGet("/jobs/{id}/file", (HttpContext http, IVisitorService visitors, string id) => DownloadAsync(http, visitors, http.OperatorCaller(), id))
            .Produces<string>(200, "application/zip").WithSummary("The archive of an own export, for a day. Administrators only.");
    }

    /// <summary>Records an export, and returns its archive.</summary>
    public static async Task<IResult> ExportAsync(HttpContext http, IVisitorService visitors, OperatorCaller caller, string id)
    {
        var job = await visitors.ExportAsync(caller, new(id), http.RequestAborted).ConfigureAwait(false);
        return job.IsSuccess ? await DownloadAsync(http, visitors, caller, job.Value.Id).ConfigureAwait(false) : job.Problem.ToResult();
    }

    /// <summary>Returns the archive of an export.</summary>
    public static async Task<IResult> DownloadAsync(HttpContext http, IVisitorService visitors, OperatorCaller caller, string job)
    {
        var export = await visitors.OpenExportAsync(caller, job, http.RequestAborted).ConfigureAwait(false);
        if (!export.IsSuccess) return export.Problem.ToResult();
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = export.Value.FileName }.ToString();
        http.Response.Headers.CacheControl = "no-store";
        // An entry of the archive ends with a synchronous write.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        return TypedResults.Stream(async body =>
        {
            try
            {
                await export.Value.WriteToAsync(body, http.RequestAborted).ConfigureAwait(false);
            }
            catch
            {
                // An archive that is cut off must not look complete.
                http.Abort();
                throw;
            }
        }, "application/zip");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IVisitorService visitors) => (await visitors.ListAsync(http.OperatorCaller(), new()
    {
        Search = Query.Text(http, "q"),
        WidgetId = Query.Text(http, "widget_id") is { } widget ? new(widget) : null,
        Limit = Query.Limit(http, 50, 100),
        Before = Query.Text(http, "before") is { } before ? new(before) : null,
    }, http.RequestAborted).ConfigureAwait(false)).ToResult();

    private static async Task<IResult> UpdateAsync(HttpContext http, IVisitorService visitors, Body<UpdateVisitorRequest> body, string id) =>
        (await visitors.UpdateAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    // Done already; the status is that of what can take long.
    private static IResult Accepted(Outcome<JobPayload> job) => job.IsSuccess
        ? TypedResults.Json(new DataEnvelope<JobPayload>(job.Value), WireJson.Of<DataEnvelope<JobPayload>>(), statusCode: StatusCodes.Status202Accepted)
        : job.Problem.ToResult();
}

using Livecaller.Server.Http;

namespace Livecaller.Server.Bulk;

internal static class BulkEndpoints
{
    public static void MapBulk(this RouteGroupBuilder group) => group.MapPost("/conversations/bulk", ApplyAsync)
        .Produces<DataEnvelope<BulkPayload>>().WithSummary("Closes, assigns or tags up to 100 conversations, each by itself.");

    private static async Task<IResult> ApplyAsync(HttpContext http, IBulkService bulk, Body<BulkRequest> body) =>
        (await bulk.ApplyAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
}

using Livecaller.Server.Http;

namespace Livecaller.Server.CannedReplies;

internal static class CannedReplyEndpoints
{
    public static void MapCannedReplies(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/canned-replies");
        all.MapGet("", async (HttpContext http, ICannedReplyService replies) => (await replies.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<CannedReplyPayload>>().WithSummary("The operator's own and the shared canned replies, by their shortcuts.");
        all.MapPost("", CreateAsync).Produces<DataEnvelope<CannedReplyPayload>>(201).WithSummary("Creates a canned reply. A shared one needs a supervisor.");
        all.MapPatch("/{id}", UpdateAsync).Produces<DataEnvelope<CannedReplyPayload>>().WithSummary("Changes what is given.");
        all.MapDelete("/{id}", async (HttpContext http, ICannedReplyService replies, string id) =>
            (await replies.DeleteAsync(http.OperatorCaller(), id, http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Removes a canned reply. Messages that it was used for stay.");
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ICannedReplyService replies, Body<CannedReplyRequest> body) =>
        (await replies.CreateAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> UpdateAsync(HttpContext http, ICannedReplyService replies, Body<CannedReplyRequest> body, string id) =>
        (await replies.UpdateAsync(http.OperatorCaller(), id, await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}

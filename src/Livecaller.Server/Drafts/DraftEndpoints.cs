using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Drafts;

internal static class DraftEndpoints
{
    public static void MapDrafts(this RouteGroupBuilder group)
    {
        group.MapGet("/drafts", async (HttpContext http, IDraftService drafts) => (await drafts.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<DraftsPayload>>().WithSummary("What the operator has begun to write, the newest first.");
        group.MapGet("/conversations/{id}/drafts", async (HttpContext http, IDraftService drafts, string id) =>
            (await drafts.ReadAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<DraftsPayload>>().WithSummary("What the operator has begun to write in the conversation.");
        group.MapPut("/conversations/{id}/drafts", SaveAsync).Produces<DataEnvelope<DraftsPayload>>().WithSummary("Changes the drafts that are given. An empty text removes one.");
        group.MapGet("/held-messages", async (HttpContext http, IDraftService drafts) => (await drafts.ListHeldAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<HeldMessagePayload>>().WithSummary("The operator's messages that are not sent yet.");
        group.MapPost("/conversations/{id}/held-messages", HoldAsync).Produces<DataEnvelope<HeldMessagePayload>>(201)
            .WithSummary("Sends a message after five seconds, in which it can be taken back.");
        group.MapPost("/held-messages/{id}/undo", async (HttpContext http, IDraftService drafts, string id) =>
            (await drafts.UndoAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<HeldMessagePayload>>().WithSummary("Takes a message back, which becomes the draft of the reply; 409 when it was sent already.");
        group.MapPost("/held-messages/{id}/send", async (HttpContext http, IDraftService drafts, string id) =>
            (await drafts.SendNowAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<HeldMessagePayload>>().WithSummary("Sends a message at once; 409 when it was sent already.");
    }

    private static async Task<IResult> SaveAsync(HttpContext http, IDraftService drafts, Body<SaveDraftsRequest> body, string id) =>
        (await drafts.SaveAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> HoldAsync(
        HttpContext http, IDraftService drafts, RateGate rates, IOptions<LivecallerServerOptions> options, Body<HoldMessageRequest> body, string id)
    {
        rates.Take("message", http.OperatorId().Value, options.Value.Limits.MessagesPerMinute);
        return (await drafts.HoldAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
    }
}

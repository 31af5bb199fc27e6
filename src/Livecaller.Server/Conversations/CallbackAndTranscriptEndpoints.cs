using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Livecaller.Server.Mail;

namespace Livecaller.Server.Conversations;

// Requests of a visitor for a callback or a transcript.
internal static class CallbackAndTranscriptEndpoints
{
    public static void MapCallbacksAndTranscripts(this RouteGroupBuilder group)
    {
        group.MapPost("/callbacks", CallbackAsync)
            .Produces<DataEnvelope<ConversationPayload>>(201).Produces<DataEnvelope<ConversationPayload>>()
            .WithSummary("Requests a callback, which starts a conversation; repeatable by its id.");
        group.MapPost("/conversations/{id}/transcript", TranscriptAsync).Produces(202)
            .WithSummary("Asks for the conversation by mail; 409 where the server sends none.");
    }

    private static async Task<IResult> CallbackAsync(HttpContext http, CallbackStarter start, RateGate rates, Body<CallbackRequest> body, IOptions<LivecallerServerOptions> options)
    {
        rates.Take("callback", http.Visitor().Id, options.Value.Limits.CallbacksPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await start.StartAsync(http.Visitor(), request, http.RequestAborted).ConfigureAwait(false))
            .ToLogData(http);
    }

    private static async Task<IResult> TranscriptAsync(
        HttpContext http, Transcripts transcripts, RateGate rates, Body<TranscriptRequest> body, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("transcript", http.Visitor().Id, options.Value.Limits.TranscriptsPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        var queued = await transcripts.RequestAsync(http.Visitor(), http.ClientAddress(), id, request.Email, http.RequestAborted).ConfigureAwait(false);
        return queued.Problem is { } problem ? problem.ToResult() : TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}

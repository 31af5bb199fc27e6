using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Livecaller.Server.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Conversations;

// What a visitor asks for beside talking: a transcript, a call back.
internal static class CallbackAndTranscriptEndpoints
{
    public static void MapCallbacksAndTranscripts(this RouteGroupBuilder group)
    {
        group.MapPost("/callbacks", CallbackAsync).Accepts<CallbackRequest>("application/json")
            .Produces<DataEnvelope<ConversationPayload>>(201).Produces<DataEnvelope<ConversationPayload>>()
            .WithSummary("Asks for a call back, which begins a conversation; repeatable by its id.");
        group.MapPost("/conversations/{id}/transcript", TranscriptAsync).Accepts<TranscriptRequest>("application/json").Produces(202)
            .WithSummary("Asks for the conversation by mail; 409 where the server sends none.");
    }

    private static async Task<IResult> CallbackAsync(HttpContext http, CallbackStarter start, RateGate rates, IOptions<LivecallerServerOptions> options)
    {
        var limits = options.Value.Limits;
        rates.Take("callback", http.Visitor().Id, limits.CallbacksPerMinute);
        var request = await BodyReader.ReadAsync(http, LivecallerJson.Default.CallbackRequest, limits.MaxJsonBytes).ConfigureAwait(false);
        return (await start.StartAsync(http.Visitor(), request, http.RequestAborted).ConfigureAwait(false))
            .ToResult(c => new DataEnvelope<ConversationPayload>(c), LivecallerJson.Default.DataEnvelopeConversationPayload);
    }

    private static async Task<IResult> TranscriptAsync(
        HttpContext http, Transcripts transcripts, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        var limits = options.Value.Limits;
        rates.Take("transcript", http.Visitor().Id, limits.TranscriptsPerMinute);
        var request = await BodyReader.ReadAsync(http, LivecallerJson.Default.TranscriptRequest, limits.MaxJsonBytes).ConfigureAwait(false);
        var queued = await transcripts.RequestAsync(http.Visitor(), id, request.Email, http.RequestAborted).ConfigureAwait(false);
        return queued.Problem is { } problem ? problem.ToResult() : TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}

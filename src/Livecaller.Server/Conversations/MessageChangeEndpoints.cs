using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Conversations;

internal static class MessageChangeEndpoints
{
    public static void MapMessageChanges(this RouteGroupBuilder group)
    {
        var messages = group.MapGroup("/conversations/{id}/messages/{messageId}");
        messages.MapPatch("", EditAsync).Accepts<EditMessageRequest>("application/json").Produces<DataEnvelope<MessagePayload>>()
            .WithSummary("Changes the text of a message that the operator has sent.");
        messages.MapDelete("", DeleteAsync).Produces<DataEnvelope<MessagePayload>>()
            .WithSummary("Deletes a message that the operator has sent: it keeps its place, without its text and files.");
    }

    private static async Task<IResult> EditAsync(
        HttpContext http, MessageChanges changes, IOptions<LivecallerServerOptions> options, string id, string messageId)
    {
        var request = await BodyReader.ReadAsync(http, OperatorJson.Default.EditMessageRequest, options.Value.Limits.MaxMessageJsonBytes).ConfigureAwait(false);
        return Answer(await changes.EditAsync(http.Operator(), id, messageId, request.Content, http.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, MessageChanges changes, string id, string messageId) =>
        Answer(await changes.DeleteAsync(http.Operator(), id, messageId, http.RequestAborted).ConfigureAwait(false));

    private static IResult Answer(Outcome<MessagePayload> outcome) =>
        outcome.ToResult(m => new DataEnvelope<MessagePayload>(m), LivecallerJson.Default.DataEnvelopeMessagePayload);
}

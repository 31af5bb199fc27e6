using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Conversations;

internal static class MessageChangeEndpoints
{
    public static void MapMessageChanges(this RouteGroupBuilder group)
    {
        var messages = group.MapGroup("/conversations/{id}/messages/{messageId}");
        messages.MapPatch("", EditAsync).Produces<DataEnvelope<MessagePayload>>()
            .WithSummary("Changes the text of a message that the operator has sent.");
        messages.MapDelete("", DeleteAsync).Produces<DataEnvelope<MessagePayload>>()
            .WithSummary("Deletes a message that the operator has sent: it keeps its place, without its text and files.");
    }

    private static async Task<IResult> EditAsync(
        HttpContext http, IOperatorService operators, Body<EditMessageRequest> body, string id, string messageId)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.EditMessageAsync(http.OperatorCaller(), new(id), new(messageId), request, http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, IOperatorService operators, string id, string messageId) =>
        (await operators.DeleteMessageAsync(http.OperatorCaller(), new(id), new(messageId), http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
}

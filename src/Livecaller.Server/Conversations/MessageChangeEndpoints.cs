using Livecaller.Server.Http;

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
        HttpContext http, MessageChanges changes, Body<EditMessageRequest> body, string id, string messageId)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await changes.EditAsync(http.Operator(), id, messageId, request.Content, http.RequestAborted).ConfigureAwait(false)).ToData();
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, MessageChanges changes, string id, string messageId) =>
        (await changes.DeleteAsync(http.Operator(), id, messageId, http.RequestAborted).ConfigureAwait(false)).ToData();
}

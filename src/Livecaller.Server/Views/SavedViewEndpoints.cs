using Livecaller.Server.Http;

namespace Livecaller.Server.Views;

internal static class SavedViewEndpoints
{
    public static void MapSavedViews(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/views");
        all.MapGet("", async (HttpContext http, ISavedViewService views) => (await views.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<SavedViewPayload>>().WithSummary("The operator's own and the shared views of the inbox, by name.");
        all.MapPost("", CreateAsync).Produces<DataEnvelope<SavedViewPayload>>(201).WithSummary("Creates a view. A shared one needs a supervisor.");
        all.MapPatch("/{id}", UpdateAsync).Produces<DataEnvelope<SavedViewPayload>>().WithSummary("Changes what is given.");
        all.MapDelete("/{id}", async (HttpContext http, ISavedViewService views, string id) =>
            (await views.DeleteAsync(http.OperatorCaller(), id, http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Removes a view.");
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ISavedViewService views, Body<SavedViewRequest> body) =>
        (await views.CreateAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> UpdateAsync(HttpContext http, ISavedViewService views, Body<SavedViewRequest> body, string id) =>
        (await views.UpdateAsync(http.OperatorCaller(), id, await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}

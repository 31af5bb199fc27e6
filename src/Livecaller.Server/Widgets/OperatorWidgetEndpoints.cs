using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Widgets;

// The widgets, for operators. Of their secrets, only a new one is returned.
internal static class OperatorWidgetEndpoints
{
    public static void MapOperatorWidgets(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/widgets");
        all.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>>().WithSummary("All widgets, oldest first.");
        all.MapGet("/{id}", FindAsync).Produces<DataEnvelope<OperatorWidgetPayload>>().WithSummary("One widget.");
        all.MapPatch("/{id}", UpdateAsync)
            .Produces<DataEnvelope<OperatorWidgetPayload>>().WithSummary("Changes what is given. Administrators only.");
        all.MapPost("/{id}/rotate-secret", RotateSecretAsync).Produces<DataEnvelope<RotatedSecretPayload>>()
            .WithSummary("Creates a new identity secret. The old one is accepted for as long as the body says, one day without a body. Administrators only.");
        all.MapDelete("/{id}/old-secret", EndOldSecretAsync).Produces(204)
            .WithSummary("Refuses the old identity secret from now on. Administrators only.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IWidgetService widgets) =>
        (await widgets.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> FindAsync(HttpContext http, IWidgetService widgets, string id) =>
        (await widgets.FindAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> UpdateAsync(HttpContext http, IWidgetService widgets, Body<WidgetRequest> body, string id) =>
        (await widgets.UpdateAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> RotateSecretAsync(HttpContext http, IWidgetService widgets, OptionalBody<RotateSecretRequest> body, string id) =>
        (await widgets.RotateSecretAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> EndOldSecretAsync(HttpContext http, IWidgetService widgets, string id) =>
        (await widgets.EndOldSecretAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent();
}

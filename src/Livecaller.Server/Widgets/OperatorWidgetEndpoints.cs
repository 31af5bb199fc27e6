using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Widgets;

// The widgets, for operators. Their secrets are shown in the dashboard only.
internal static class OperatorWidgetEndpoints
{
    public static void MapOperatorWidgets(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/widgets");
        all.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>>().WithSummary("All widgets, oldest first.");
        all.MapGet("/{id}", FindAsync).Produces<DataEnvelope<OperatorWidgetPayload>>().WithSummary("One widget.");
        all.MapPatch("/{id}", UpdateAsync)
            .Produces<DataEnvelope<OperatorWidgetPayload>>().WithSummary("Changes what is given. Administrators only.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IWidgetService widgets) =>
        (await widgets.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> FindAsync(HttpContext http, IWidgetService widgets, string id) =>
        (await widgets.FindAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> UpdateAsync(HttpContext http, IWidgetService widgets, Body<WidgetRequest> body, string id) =>
        (await widgets.UpdateAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}

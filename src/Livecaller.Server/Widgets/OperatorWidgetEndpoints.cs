using Livecaller.Protocol;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Server.Widgets;

// The widgets, for operators. Their secrets are shown in the dashboard alone.
internal static class OperatorWidgetEndpoints
{
    public static void MapOperatorWidgets(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/widgets");
        all.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>>().WithSummary("All widgets, oldest first.");
        all.MapGet("/{id}", async (HttpContext http, IWidgetService widgets, string id) => Answer(await widgets.FindAsync(new(id), http.RequestAborted).ConfigureAwait(false)))
            .Produces<DataEnvelope<OperatorWidgetPayload>>().WithSummary("One widget.");
        all.MapPatch("/{id}", UpdateAsync).AddEndpointFilter<RouteHandlerBuilder, AdministratorFilter>()
            .Produces<DataEnvelope<OperatorWidgetPayload>>()
            .WithSummary("Changes what is given. Administrators only.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IWidgetService widgets) =>
        Outcome<IReadOnlyList<OperatorWidgetPayload>>.Found([.. (await widgets.ListAsync(http.RequestAborted).ConfigureAwait(false)).Select(ToPayload)]).ToData();

    private static async Task<IResult> UpdateAsync(HttpContext http, IWidgetService widgets, Body<WidgetRequest> body, string id)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return Answer(await widgets.UpdateAsync(new(id), new WidgetChange
        {
            Name = request.Name,
            AllowedOrigins = request.AllowedOrigins,
            Features = request.Features,
            Fields = request.Fields,
            Settings = request.Settings,
        }, http.RequestAborted).ConfigureAwait(false));
    }

    private static IResult Answer(Outcome<WidgetDetails> outcome) =>
        outcome.IsSuccess ? Outcome<OperatorWidgetPayload>.Found(ToPayload(outcome.Value)).ToData() : outcome.Problem.ToResult();

    private static OperatorWidgetPayload ToPayload(WidgetDetails widget) => new()
    {
        Id = widget.Id,
        Name = widget.Name,
        AllowedOrigins = widget.AllowedOrigins,
        Features = widget.Features,
        Fields = widget.Fields,
        Settings = widget.Settings,
    };
}

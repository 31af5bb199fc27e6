using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Widgets;

// The widgets, for operators. Their secrets are shown in the dashboard alone.
internal static class OperatorWidgetEndpoints
{
    public static void MapOperatorWidgets(this RouteGroupBuilder group)
    {
        var widgets = group.MapGroup("/widgets");
        widgets.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>>().WithSummary("All widgets, oldest first.");
        widgets.MapGet("/{id}", async (HttpContext http, IWidgetService desk, string id) => Answer(await desk.FindAsync(new(id), http.RequestAborted).ConfigureAwait(false)))
            .Produces<DataEnvelope<OperatorWidgetPayload>>().WithSummary("One widget.");
        widgets.MapPatch("/{id}", UpdateAsync).AddEndpointFilter<RouteHandlerBuilder, AdministratorFilter>()
            .Accepts<WidgetRequest>("application/json").Produces<DataEnvelope<OperatorWidgetPayload>>()
            .WithSummary("Changes what is given. Administrators only.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IWidgetService desk) =>
        new DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>([.. (await desk.ListAsync(http.RequestAborted).ConfigureAwait(false)).Select(ToPayload)])
            .ToJson(OperatorJson.Default.DataEnvelopeIReadOnlyListOperatorWidgetPayload);

    private static async Task<IResult> UpdateAsync(HttpContext http, IWidgetService desk, IOptions<LivecallerServerOptions> options, string id)
    {
        var request = await BodyReader.ReadAsync(http, OperatorJson.Default.WidgetRequest, options.Value.Limits.MaxJsonBytes).ConfigureAwait(false);
        return Answer(await desk.UpdateAsync(new(id), new WidgetChange
        {
            Name = request.Name,
            AllowedOrigins = request.AllowedOrigins,
            Features = request.Features,
            Fields = request.Fields,
            Settings = request.Settings,
        }, http.RequestAborted).ConfigureAwait(false));
    }

    private static IResult Answer(Outcome<WidgetDetails> outcome) => outcome.ToResult(
        w => new DataEnvelope<OperatorWidgetPayload>(ToPayload(w)), OperatorJson.Default.DataEnvelopeOperatorWidgetPayload);

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

using Livecaller.Server.Http;

namespace Livecaller.Server.Availability;

internal static class AvailabilityEndpoints
{
    public static void MapAvailability(this RouteGroupBuilder group) =>
        group.MapGet("/availability", GetAsync).Produces<DataEnvelope<WidgetAvailability>>()
            .WithSummary("Who is there and how fast answers come. Up to half a minute old.");

    private static async Task<IResult> GetAsync(HttpContext http, AvailabilityReader availability) =>
        Outcome<WidgetAvailability>.Found(await availability.ReadAsync(http.Widget().Id, http.RequestAborted).ConfigureAwait(false)).ToData();
}

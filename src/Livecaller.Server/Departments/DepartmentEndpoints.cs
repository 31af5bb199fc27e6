using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Departments;

internal static class DepartmentEndpoints
{
    public static void MapDepartments(this RouteGroupBuilder group)
    {
        var departments = group.MapGroup("/departments");
        departments.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorDepartmentPayload>>>()
            .TakesQuery("widget_id", "Only departments of this widget.")
            .WithSummary("Departments, and whether they are open now.");
        var changes = departments.MapGroup("").AddEndpointFilter<RouteGroupBuilder, AdministratorFilter>();
        changes.MapPost("", CreateAsync).Accepts<DepartmentRequest>("application/json")
            .Produces<DataEnvelope<OperatorDepartmentPayload>>(201).WithSummary("Makes a department. Administrators only.");
        changes.MapPatch("/{id}", UpdateAsync).Accepts<DepartmentRequest>("application/json")
            .Produces<DataEnvelope<OperatorDepartmentPayload>>().WithSummary("Changes what is given. Administrators only.");
        changes.MapDelete("/{id}", async (HttpContext http, IDepartmentService desk, string id) =>
            (await desk.DeleteAsync(new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Removes a department; its conversations stay. Administrators only.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IDepartmentService desk)
    {
        var widget = Query.Text(http, "widget_id");
        return new DataEnvelope<IReadOnlyList<OperatorDepartmentPayload>>(await desk.ListAsync(widget is null ? null : new(widget), http.RequestAborted).ConfigureAwait(false))
            .ToJson(OperatorJson.Default.DataEnvelopeIReadOnlyListOperatorDepartmentPayload);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IDepartmentService desk, IOptions<LivecallerServerOptions> options) =>
        Answer(await desk.CreateAsync(await ReadAsync(http, options).ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false));

    private static async Task<IResult> UpdateAsync(HttpContext http, IDepartmentService desk, IOptions<LivecallerServerOptions> options, string id) =>
        Answer(await desk.UpdateAsync(new(id), await ReadAsync(http, options).ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false));

    private static Task<DepartmentRequest> ReadAsync(HttpContext http, IOptions<LivecallerServerOptions> options) =>
        BodyReader.ReadAsync(http, OperatorJson.Default.DepartmentRequest, options.Value.Limits.MaxJsonBytes);

    private static IResult Answer(Outcome<OperatorDepartmentPayload> outcome) =>
        outcome.ToResult(d => new DataEnvelope<OperatorDepartmentPayload>(d), OperatorJson.Default.DataEnvelopeOperatorDepartmentPayload);
}

using Livecaller.Server.Http;

namespace Livecaller.Server.Departments;

internal static class DepartmentEndpoints
{
    public static void MapDepartments(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/departments");
        all.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorDepartmentPayload>>>()
            .TakesQuery("widget_id", "Only departments of this widget.")
            .WithSummary("Departments, and whether they are open now.");
        all.MapPost("", CreateAsync)
            .Produces<DataEnvelope<OperatorDepartmentPayload>>(201).WithSummary("Creates a department. Administrators only.");
        all.MapPatch("/{id}", UpdateAsync)
            .Produces<DataEnvelope<OperatorDepartmentPayload>>().WithSummary("Changes what is given. Administrators only.");
        all.MapDelete("/{id}", async (HttpContext http, IDepartmentService departments, string id) =>
            (await departments.DeleteAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Removes a department; its conversations stay. Administrators only.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IDepartmentService departments)
    {
        WidgetId? widget = Query.Text(http, "widget_id") is { } id ? new(id) : null;
        return (await departments.ListAsync(http.OperatorCaller(), widget, http.RequestAborted).ConfigureAwait(false)).ToData();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IDepartmentService departments, Body<DepartmentRequest> body) =>
        (await departments.CreateAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> UpdateAsync(HttpContext http, IDepartmentService departments, Body<DepartmentRequest> body, string id) =>
        (await departments.UpdateAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}

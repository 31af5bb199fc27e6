using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Server.Audit;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Departments;

internal sealed class DepartmentService(
    IDbContextFactory<LivecallerDbContext> contexts, OperatorAccess access, WriteGate gate, AuditLog audit, TimeProvider time) : IDepartmentService
{
    private const int MaxDepartments = 100;

    public async Task<Outcome<IReadOnlyList<OperatorDepartmentPayload>>> ListAsync(
        OperatorCaller caller, WidgetId? widget, CancellationToken cancellationToken = default)
    {
        if ((await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false)).Problem is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = db.Departments.AsNoTracking();
        if (widget is { } id) rows = rows.Where(d => d.WidgetId == id.Value);
        var sorted = await rows.OrderBy(d => d.DisplayName).ThenBy(d => d.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Outcome<IReadOnlyList<OperatorDepartmentPayload>>.Found([.. sorted.Select(ToPayload)]);
    }

    public async Task<Outcome<OperatorDepartmentPayload>> CreateAsync(
        OperatorCaller caller, DepartmentRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageDepartments, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (request.WidgetId is not { } widget) return Problems.Invalid("widget_id", "It is missing.");
        if (request.DisplayName is null) return Problems.Invalid("display_name", "It is missing.");
        if (DepartmentRules.Check(request) is { } fault) return fault;
        return await gate.WriteAsync(async db =>
        {
            if (!await db.Widgets.AnyAsync(w => w.Id == widget.Value).ConfigureAwait(false)) return Problems.Invalid("widget_id", "There is no such widget.");
            if (await db.Departments.CountAsync(d => d.WidgetId == widget.Value).ConfigureAwait(false) >= MaxDepartments)
                return Problems.Conflict($"The widget has {MaxDepartments} departments, which is the most.");
            var row = new DepartmentRow { Id = Guid.CreateVersion7(time.GetUtcNow()).ToString(), WidgetId = widget.Value, DisplayName = "" };
            Apply(row, request);
            db.Departments.Add(row);
            audit.Add(db, grant.Value, new("department.created", row.Id, row.DisplayName) { After = Details(row) });
            return Outcome<OperatorDepartmentPayload>.Created(ToPayload(row));
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<OperatorDepartmentPayload>> UpdateAsync(
        OperatorCaller caller, DepartmentId id, DepartmentRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageDepartments, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (request.WidgetId is not null) return Problems.Invalid("widget_id", "A department stays with its widget.");
        if (DepartmentRules.Check(request) is { } fault) return fault;
        return await gate.WriteAsync<Outcome<OperatorDepartmentPayload>>(async db =>
        {
            if (await db.Departments.FindAsync(id.Value).ConfigureAwait(false) is not { } row) return Problems.NotFound("department");
            var before = Details(row);
            Apply(row, request);
            var (was, now) = AuditDetails.Difference(before, Details(row));
            if (now.Count > 0) audit.Add(db, grant.Value, new("department.updated", row.Id, row.DisplayName) { Before = was, After = now });
            return ToPayload(row);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, DepartmentId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageDepartments, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            if (await db.Departments.FindAsync(id.Value).ConfigureAwait(false) is not { } row) return Problems.NotFound("department");
            db.Departments.Remove(row);
            audit.Add(db, grant.Value, new("department.deleted", row.Id, row.DisplayName) { Before = Details(row) });
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The department as visitors see it at a moment.</summary>
    public static Department ToDepartment(DepartmentRow row, DateTimeOffset now)
    {
        var hours = Hours(row);
        var (isOpen, nextOpen, nextClose) = OpeningTimes.At(hours, now);
        return new()
        {
            Id = new(row.Id),
            DisplayName = row.DisplayName,
            IsOpen = isOpen,
            NextOpen = nextOpen,
            NextClose = nextClose,
            TimeGroup = hours,
        };
    }

    private static JsonObject Details(DepartmentRow row) => AuditDetails.Of(
        ("display_name", row.DisplayName), ("time_group", row.HoursJson is null ? null : JsonNode.Parse(row.HoursJson)));

    private OperatorDepartmentPayload ToPayload(DepartmentRow row)
    {
        var department = ToDepartment(row, time.GetUtcNow());
        return new()
        {
            Id = department.Id,
            WidgetId = new(row.WidgetId),
            DisplayName = department.DisplayName,
            IsOpen = department.IsOpen,
            NextOpen = department.NextOpen,
            NextClose = department.NextClose,
            TimeGroup = department.TimeGroup,
        };
    }

    private static void Apply(DepartmentRow row, DepartmentRequest request)
    {
        row.DisplayName = request.DisplayName?.Trim() ?? row.DisplayName;
        if (request.TimeGroup is { } hours)
            row.HoursJson = hours.OpeningHours.Count == 0 ? null : JsonSerializer.Serialize(hours, LivecallerJson.Default.TimeGroup);
    }

    internal static TimeGroup? Hours(DepartmentRow row) =>
        row.HoursJson is null ? null : JsonSerializer.Deserialize(row.HoursJson, LivecallerJson.Default.TimeGroup);
}

namespace Livecaller.Server.Departments;

/// <summary>What operators can see and change of the departments.</summary>
public interface IDepartmentService
{
    /// <summary>The departments of one widget, or of all (null), by their names.</summary>
    Task<IReadOnlyList<OperatorDepartmentPayload>> ListAsync(WidgetId? widget, CancellationToken cancellationToken = default);

    /// <summary>Creates a department; 422 for an unknown widget, or an invalid name or hours.</summary>
    Task<Outcome<OperatorDepartmentPayload>> CreateAsync(DepartmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes what the request gives; 404 when there is no such department.</summary>
    Task<Outcome<OperatorDepartmentPayload>> UpdateAsync(DepartmentId id, DepartmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a department. Its conversations stay, without one.</summary>
    Task<Outcome<bool>> DeleteAsync(DepartmentId id, CancellationToken cancellationToken = default);
}

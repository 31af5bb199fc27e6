using Livecaller.Server.Operators;

namespace Livecaller.Server.Departments;

/// <summary>
/// What an operator can see of the departments, and an administrator can change. Every call is refused with 401 when the caller's session has
/// ended, and with 403 when the account is locked or the role doesn't allow it.
/// </summary>
public interface IDepartmentService
{
    /// <summary>The departments of one widget, or of all (null), by their names.</summary>
    Task<Outcome<IReadOnlyList<OperatorDepartmentPayload>>> ListAsync(OperatorCaller caller, WidgetId? widget, CancellationToken cancellationToken = default);

    /// <summary>Creates a department; 422 for an unknown widget, or an invalid name or hours.</summary>
    Task<Outcome<OperatorDepartmentPayload>> CreateAsync(OperatorCaller caller, DepartmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes what the request gives; 404 when there is no such department.</summary>
    Task<Outcome<OperatorDepartmentPayload>> UpdateAsync(OperatorCaller caller, DepartmentId id, DepartmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a department. Its conversations stay, without one.</summary>
    Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, DepartmentId id, CancellationToken cancellationToken = default);
}

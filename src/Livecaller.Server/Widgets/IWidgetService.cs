using Livecaller.Server.Operators;

namespace Livecaller.Server.Widgets;

/// <summary>
/// What an operator can see of the widgets, and an administrator can change. Every call is refused with 401 when the caller's session has ended,
/// and with 403 when the account is locked or the role doesn't allow it.
/// </summary>
public interface IWidgetService
{
    /// <summary>All widgets, oldest first.</summary>
    Task<Outcome<IReadOnlyList<OperatorWidgetPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>One widget; 404 when there is none.</summary>
    Task<Outcome<OperatorWidgetPayload>> FindAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default);

    /// <summary>Changes what is not null in <paramref name="request"/>; 422 for an invalid origin or color, an empty name, or a form that cannot be filled in.</summary>
    Task<Outcome<OperatorWidgetPayload>> UpdateAsync(OperatorCaller caller, WidgetId id, WidgetRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns the secret that identity tokens are signed with; 404 when there is no such widget. No API returns it.</summary>
    Task<Outcome<string>> ReadSecretAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default);

    /// <summary>Creates a new secret, and returns it. Identity tokens that were signed with the old one are refused from then on.</summary>
    Task<Outcome<string>> RotateSecretAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default);
}

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

    /// <summary>Returns the secret that identity tokens are signed with; 404 when there is no such widget. The operator API only returns a new one.</summary>
    Task<Outcome<string>> ReadSecretAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates a new secret, and returns it; 404 when there is no such widget, 422 for an overlap that is not 0 to 720 hours. Identity tokens that were
    /// signed with the old secret are accepted until the overlap ends. A secret that was still valid from an earlier overlap ends now.
    /// </summary>
    Task<Outcome<RotatedSecretPayload>> RotateSecretAsync(
        OperatorCaller caller, WidgetId id, RotateSecretRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends the overlap: identity tokens that were signed with the old secret are refused from then on. Nothing changes where there is none; 404 when there is no such widget.</summary>
    Task<Outcome<bool>> EndOldSecretAsync(OperatorCaller caller, WidgetId id, CancellationToken cancellationToken = default);
}

using Livecaller.Server.Operators;

namespace Livecaller.Server.Views;

/// <summary>
/// Lists of the inbox with filters, under a name. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission.
/// </summary>
public interface ISavedViewService
{
    /// <summary>Lists the operator's own and the shared ones, by name.</summary>
    Task<Outcome<DataPage<SavedViewPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Creates one. A shared one needs a supervisor.</summary>
    Task<Outcome<SavedViewPayload>> CreateAsync(OperatorCaller caller, SavedViewRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes what the request gives.</summary>
    Task<Outcome<SavedViewPayload>> UpdateAsync(OperatorCaller caller, string id, SavedViewRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes one.</summary>
    Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, string id, CancellationToken cancellationToken = default);
}

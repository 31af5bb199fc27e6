using Livecaller.Server.Operators;

namespace Livecaller.Server.Bulk;

/// <summary>
/// Changes of several conversations at once. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission.
/// </summary>
public interface IBulkService
{
    /// <summary>Closes, assigns or tags conversations, each by itself: one that can't be changed doesn't keep the others from it.</summary>
    Task<Outcome<BulkPayload>> ApplyAsync(OperatorCaller caller, BulkRequest request, CancellationToken cancellationToken = default);
}

using Livecaller.Server.Operators;

namespace Livecaller.Server.CannedReplies;

/// <summary>Texts that operators send again and again. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission.</summary>
public interface ICannedReplyService
{
    /// <summary>Lists the operator's own and the shared ones, by their shortcuts.</summary>
    Task<Outcome<DataPage<CannedReplyPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Creates one. A shared one needs a supervisor.</summary>
    Task<Outcome<CannedReplyPayload>> CreateAsync(OperatorCaller caller, CannedReplyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes what the request gives.</summary>
    Task<Outcome<CannedReplyPayload>> UpdateAsync(OperatorCaller caller, string id, CannedReplyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes one. Messages that it was used for stay.</summary>
    Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, string id, CancellationToken cancellationToken = default);
}

using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

/// <summary>
/// The accounts of operators. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission. Only
/// owners change owners, and the last owner can't be locked out or get another role.
/// </summary>
public interface ITeamService
{
    /// <summary>Lists all operators, by name.</summary>
    Task<Outcome<DataPage<TeamOperatorPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Creates an account, and the invitation by which the operator sets a password.</summary>
    Task<Outcome<InvitedOperator>> InviteAsync(OperatorCaller caller, InviteOperatorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Replaces the invitation of an operator who has not accepted it. The link before is no longer accepted.</summary>
    Task<Outcome<InvitationPayload>> RenewInvitationAsync(OperatorCaller caller, OperatorId id, CancellationToken cancellationToken = default);

    /// <summary>Withdraws the invitation of an operator who has not accepted it, and removes the account.</summary>
    Task<Outcome<bool>> RevokeInvitationAsync(OperatorCaller caller, OperatorId id, CancellationToken cancellationToken = default);

    /// <summary>Changes what the request gives.</summary>
    Task<Outcome<TeamOperatorPayload>> UpdateAsync(OperatorCaller caller, OperatorId id, UpdateOperatorRequest request, CancellationToken cancellationToken = default);
}

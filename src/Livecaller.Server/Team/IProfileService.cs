using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

/// <summary>An operator's own profile. Every call is refused with 401 when the caller's session has ended, and with 403 when the account is locked.</summary>
public interface IProfileService
{
    /// <summary>Reads the caller's profile, and what the caller may do.</summary>
    Task<Outcome<ProfilePayload>> ReadAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Changes what the request gives. API keys can't.</summary>
    Task<Outcome<ProfilePayload>> UpdateAsync(OperatorCaller caller, UpdateProfileRequest request, CancellationToken cancellationToken = default);
}

using Livecaller.Server.Operators;

namespace Livecaller.Server.ApiKeys;

/// <summary>The keys of the operator API. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission.</summary>
public interface IApiKeyService
{
    /// <summary>Lists the keys of all operators, newest first.</summary>
    Task<Outcome<DataPage<ApiKeyPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Creates a key, which is shown only in this answer. It can't have a scope whose permission the caller doesn't have.</summary>
    Task<Outcome<CreatedApiKey>> CreateAsync(OperatorCaller caller, CreateApiKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a key, and closes its sockets.</summary>
    Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, string id, CancellationToken cancellationToken = default);
}

using Livecaller.Server.Operators;

namespace Livecaller.Server.Blocks;

/// <summary>
/// The visitors and addresses whose calls are refused. Every call is refused with 401 when the caller's session has ended, and with 403 without the
/// permission.
/// </summary>
public interface IBlockService
{
    /// <summary>Lists the blocks that hold, the newest first.</summary>
    Task<Outcome<DataPage<BlockPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Blocks an address or a network, and closes the sockets from there. One that is blocked already gets the new end and reason.</summary>
    Task<Outcome<BlockPayload>> BlockAddressAsync(OperatorCaller caller, BlockAddressRequest request, CancellationToken cancellationToken = default);

    /// <summary>Blocks a visitor, and closes the visitor's sockets. One who is blocked already gets the new end and reason.</summary>
    Task<Outcome<BlockPayload>> BlockVisitorAsync(OperatorCaller caller, VisitorId id, BlockVisitorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends a block; 404 when there is none.</summary>
    Task<Outcome<bool>> UnblockAsync(OperatorCaller caller, string blockId, CancellationToken cancellationToken = default);

    /// <summary>Ends the block of a visitor; 404 when the visitor is not blocked.</summary>
    Task<Outcome<bool>> UnblockVisitorAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default);
}

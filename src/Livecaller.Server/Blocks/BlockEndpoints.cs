using Livecaller.Server.Http;

namespace Livecaller.Server.Blocks;

internal static class BlockEndpoints
{
    public static void MapBlocks(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/blocks");
        all.MapGet("", async (HttpContext http, IBlockService blocks) => (await blocks.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<BlockPayload>>().WithSummary("The visitors and addresses that are blocked. Supervisors only.");
        all.MapPost("", AddAsync).Produces<DataEnvelope<BlockPayload>>(201).WithSummary("Blocks an address or a network. Supervisors only.");
        all.MapDelete("/{id}", async (HttpContext http, IBlockService blocks, string id) =>
            (await blocks.UnblockAsync(http.OperatorCaller(), id, http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Ends a block. Supervisors only.");
        group.MapPost("/visitors/{id}/block", BlockVisitorAsync).Produces<DataEnvelope<BlockPayload>>(201)
            .WithSummary("Blocks a visitor: the visitor's calls are refused with 403, and the sockets closed. Supervisors only.");
        group.MapDelete("/visitors/{id}/block", async (HttpContext http, IBlockService blocks, string id) =>
            (await blocks.UnblockVisitorAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Ends the block of a visitor. Supervisors only.");
    }

    private static async Task<IResult> AddAsync(HttpContext http, IBlockService blocks, Body<BlockAddressRequest> body) =>
        (await blocks.BlockAddressAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> BlockVisitorAsync(HttpContext http, IBlockService blocks, OptionalBody<BlockVisitorRequest> body, string id) =>
        (await blocks.BlockVisitorAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}

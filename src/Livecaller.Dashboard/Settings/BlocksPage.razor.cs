using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.Visitors;
using Livecaller.Server.Blocks;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Settings;

/// <summary>The visitors and addresses whose calls are refused.</summary>
public sealed partial class BlocksPage
{
    private IReadOnlyList<BlockPayload> _blocks = [];
    private string? _error;

    private protected override async Task<string?> ReadAsync()
    {
        var (blocks, error) = await Calls.CallAsync((IBlockService service, OperatorCaller me) => service.ListAsync(me), Texts.InboxFailedText);
        _blocks = blocks?.Data ?? _blocks;
        return error;
    }

    private async Task RemoveAsync(BlockPayload block)
    {
        (_, _error) = await Calls.CallAsync((IBlockService service, OperatorCaller me) => service.UnblockAsync(me, block.Id));
        await ReadAsync();
    }

    private string Describe(BlockPayload block)
    {
        var until = block.Until is { } end ? TimeText.Format(Texts.BlockUntil, TimeText.Day(Clock, Clock.Day(end)), TimeText.Clock(Clock, end)) : Texts.BlockForever;
        var since = TimeText.Day(Clock, Clock.Day(block.CreatedAt));
        return block.CreatedBy is { } by ? $"{until} · {TimeText.Format(Texts.BlockBy, SafeText.Isolated(SafeText.Name(by.Name)), since)}" : $"{until} · {since}";
    }

    private static string NameOf(BlockPayload block) => block.Visitor is { } visitor ? VisitorName.Of(visitor) : block.Address ?? "";
}

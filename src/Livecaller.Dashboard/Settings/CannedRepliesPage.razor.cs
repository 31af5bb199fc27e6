using Livecaller.Dashboard.Conversations;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>The texts that operators send again and again.</summary>
public sealed partial class CannedRepliesPage
{
    private bool _isAdding;

    [Inject] private CannedReplyList Replies { get; set; } = null!;

    private IEnumerable<CannedReplyPayload> Own => Replies.All.Where(reply => !reply.IsShared);

    private IEnumerable<CannedReplyPayload> Shared => Replies.All.Where(reply => reply.IsShared);

    private protected override Task<string?> ReadAsync() => Replies.ReadAsync(again: true);

    private async Task OnChangedAsync()
    {
        _isAdding = false;
        await ReadAsync();
    }
}

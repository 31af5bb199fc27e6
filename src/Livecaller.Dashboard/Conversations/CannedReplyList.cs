using Livecaller.Dashboard.Hosting;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Conversations;

/// <summary>The canned replies that the operator can insert: own and shared ones.</summary>
internal sealed class CannedReplyList(ServiceCaller calls, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>The replies by their shortcuts. It is replaced when something has changed.</summary>
    internal IReadOnlyList<CannedReplyPayload> All { get; private set; } = [];

    /// <summary>Reads the list, unless it was just read. What was read before stays if it fails.</summary>
    /// <returns>Why it failed, or null.</returns>
    internal async Task<string?> ReadAsync(bool again = false)
    {
        if (!again && time.GetUtcNow() - _readAt < Fresh)
            return null;
        var (replies, error) = await calls.CallAsync((ICannedReplyService service, OperatorCaller me) => service.ListAsync(me));
        if (replies is null)
            return error;
        _readAt = time.GetUtcNow();
        if (!All.SequenceEqual(replies.Data))
            All = replies.Data;
        return null;
    }
}

using Livecaller.Dashboard.Hosting;
using Livecaller.Server;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Reads a list of the inbox and the counts of all lists.</summary>
internal sealed class InboxReader(ServerCalls server, InboxReads reads)
{
    internal const int PageSize = 50;

    // More are shown as "99+".
    private const int MaxUnread = 100;

    internal Task<Outcome<(InboxPage Page, InboxCounts Counts)>> ReadAsync(
        OperatorCaller me, InboxTab tab, string? search, int pages, CancellationToken cancellationToken) =>
        reads.RunAsync(
            () => server.CallAsync((IOperatorService desk) => ReadAsync(desk, me, Query(tab, search), pages, cancellationToken)), cancellationToken);

    internal static DateTimeOffset LastActivity(OperatorConversationPayload conversation) =>
        conversation.LastMessage?.CreatedAt ?? conversation.CreatedAt;

    // A list shows no positions in the queue.
    private static InboxQuery Query(InboxTab tab, string? search) => tab switch
    {
        InboxTab.Waiting => new() { Status = ConversationStatus.Queued, Search = search, WithQueuePositions = false, MaxUnread = MaxUnread },
        InboxTab.Mine => new() { Status = ConversationStatus.Active, Assigned = InboxAssignment.Me, Search = search, WithQueuePositions = false, MaxUnread = MaxUnread },
        InboxTab.Closed => new() { Status = ConversationStatus.Closed, Search = search, WithQueuePositions = false, MaxUnread = MaxUnread },
        _ => new() { OpenOnly = true, Search = search, WithQueuePositions = false, MaxUnread = MaxUnread },
    };

    private static async Task<Outcome<(InboxPage Page, InboxCounts Counts)>> ReadAsync(
        IOperatorService desk, OperatorCaller me, InboxQuery query, int pages, CancellationToken cancellationToken)
    {
        var page = await ReadPagesAsync(desk, me, query, pages, cancellationToken);
        if (!page.IsSuccess)
            return page.Problem;
        var counts = await desk.CountAsync(me, cancellationToken);
        return counts.IsSuccess ? (page.Value, counts.Value) : counts.Problem;
    }

    private static async Task<Outcome<InboxPage>> ReadPagesAsync(
        IOperatorService desk, OperatorCaller me, InboxQuery query, int pages, CancellationToken cancellationToken)
    {
        List<OperatorConversationPayload> all = [];
        for (var page = 1; ; page++)
        {
            var outcome = await desk.ListAsync(me, query with { Limit = PageSize, Before = all.Count == 0 ? null : all[^1].Id }, cancellationToken);
            if (outcome.Value is not { } read)
                return outcome;
            all.AddRange(read.Data);
            // A page that was read while a conversation moved may repeat some of the one before.
            if (page >= pages || !read.HasMore || read.Data.Count == 0)
                return new InboxPage([.. all.DistinctBy(static c => c.Id).OrderByDescending(LastActivity)], read.HasMore);
        }
    }
}

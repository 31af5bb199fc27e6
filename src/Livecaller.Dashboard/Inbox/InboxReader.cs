using Livecaller.Dashboard.Hosting;
using Livecaller.Server;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Opens a list of the inbox, and reads its further pages.</summary>
internal sealed class InboxReader(ServerCalls server, InboxReads reads)
{
    internal const int PageSize = 50;

    internal Task<Outcome<InboxSubscription>> SubscribeAsync(OperatorCaller me, InboxQuery query, CancellationToken cancellationToken) =>
        reads.RunAsync(() => server.CallAsync((IOperatorService desk) => desk.SubscribeInboxAsync(me, query, cancellationToken)), cancellationToken);

    internal Task<Outcome<InboxPage>> ReadMoreAsync(InboxSubscription list, ConversationId before, CancellationToken cancellationToken) =>
        reads.RunAsync(() => Task.Run(() => list.ReadMoreAsync(before, cancellationToken), cancellationToken), cancellationToken);

    // A list shows no positions in the queue.
    internal static InboxQuery Query(InboxTab tab, string? search, InboxFilters filters)
    {
        var all = new InboxQuery
        {
            Search = search,
            Tag = filters.Tag,
            DepartmentId = filters.DepartmentId,
            OperatorId = filters.OperatorId,
            WithQueuePositions = false,
            Limit = PageSize,
        };
        return tab switch
        {
            InboxTab.Waiting => all with { Status = ConversationStatus.Queued, Snoozed = false, Sort = InboxSort.Waiting },
            InboxTab.Mine => all with { Status = ConversationStatus.Active, Snoozed = false, Assigned = InboxAssignment.Me },
            InboxTab.Mentions => all with { Mentioned = InboxMention.All },
            InboxTab.Snoozed => all with { OpenOnly = true, Sort = InboxSort.Return },
            InboxTab.Closed => all with { Status = ConversationStatus.Closed },
            _ => all with { OpenOnly = true },
        };
    }
}

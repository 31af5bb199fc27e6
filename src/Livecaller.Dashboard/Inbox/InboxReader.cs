using Livecaller.Dashboard.Hosting;
using Livecaller.Protocol;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Reads one list of the inbox from the desk.</summary>
internal static class InboxReader
{
    internal const int PageSize = 50;

    internal static async Task<InboxPage> ReadAsync(Desk desk, OperatorId me, InboxTab tab, string? search, int pages)
    {
        var lists = Queries(tab, search).Select(query => ReadPagesAsync(desk, me, query, pages));
        var read = await Task.WhenAll(lists);
        return new(
            [.. read.SelectMany(static page => page.Data).OrderByDescending(LastActivity)],
            read.Any(static page => page.HasMore));
    }

    internal static DateTimeOffset LastActivity(OperatorConversationPayload conversation) =>
        conversation.LastMessage?.CreatedAt ?? conversation.CreatedAt;

    // "All" are the open ones, and the desk is asked by status: two lists become one.
    private static InboxQuery[] Queries(InboxTab tab, string? search) => tab switch
    {
        InboxTab.Waiting => [new() { Status = ConversationStatus.Queued, Search = search }],
        InboxTab.Mine => [new() { Status = ConversationStatus.Active, Assigned = InboxAssignment.Me, Search = search }],
        InboxTab.Closed => [new() { Status = ConversationStatus.Closed, Search = search }],
        _ =>
        [
            new() { Status = ConversationStatus.Queued, Search = search },
            new() { Status = ConversationStatus.Active, Search = search },
        ],
    };

    private static async Task<InboxPage> ReadPagesAsync(Desk desk, OperatorId me, InboxQuery query, int pages)
    {
        List<OperatorConversationPayload> all = [];
        for (var page = 1; ; page++)
        {
            var next = query with { Limit = PageSize, Before = all.Count == 0 ? null : all[^1].Id };
            var read = await desk.AskAsync(d => d.ListAsync(me, next));
            all.AddRange(read.Data);
            if (page >= pages || !read.HasMore || read.Data.Count == 0)
                return new(all, read.HasMore);
        }
    }
}

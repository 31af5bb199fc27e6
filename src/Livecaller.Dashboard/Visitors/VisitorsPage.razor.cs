using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators;
using Livecaller.Server.VisitorData;

namespace Livecaller.Dashboard.Visitors;

/// <summary>All visitors who can be known again, and the search for one.</summary>
public sealed partial class VisitorsPage
{
    private const int PageSize = 50;

    private readonly List<VisitorProfilePayload> _visitors = [];
    private string? _search;
    private string? _found;
    private bool _hasMore;

    private protected override async Task<string?> ReadAsync()
    {
        _found = _search;
        var (page, error) = await ReadAsync(null);
        _visitors.Clear();
        Add(page);
        return error;
    }

    private async Task ReadMoreAsync() => Add((await ReadAsync(_visitors[^1].Visitor.Uuid)).Page);

    private Task<(DataPage<VisitorProfilePayload>? Page, string? Error)> ReadAsync(VisitorId? before) => Calls.CallAsync(
        (IVisitorService service, OperatorCaller me) => service.ListAsync(me, new() { Search = _found, Before = before, Limit = PageSize }), Texts.InboxFailedText);

    private void Add(DataPage<VisitorProfilePayload>? page)
    {
        _visitors.AddRange(page?.Data ?? []);
        _hasMore = page?.HasMore == true;
    }
}

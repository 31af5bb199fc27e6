using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Views;

namespace Livecaller.Dashboard.Inbox;

/// <summary>The saved views of the inbox, which the rail and the inbox show.</summary>
internal sealed class InboxViews(ServiceCaller calls, InboxState inbox)
{
    private bool _isRead;

    internal event Action? Changed;

    /// <summary>The operator's own and the shared ones, by name.</summary>
    internal IReadOnlyList<SavedViewPayload> All { get; private set; } = [];

    /// <summary>The view that the inbox shows; null when it shows something else.</summary>
    internal SavedViewPayload? Current => All.FirstOrDefault(view => view.Filters == Filters);

    /// <summary>What the inbox shows now.</summary>
    internal ViewFilters Filters => new()
    {
        List = NameOf(inbox.Tab),
        Tag = inbox.Filters.Tag,
        DepartmentId = inbox.Filters.DepartmentId,
        OperatorId = inbox.Filters.OperatorId,
        Search = inbox.Search.Length == 0 ? null : inbox.Search,
    };

    /// <summary>Reads the views, unless they have been read.</summary>
    internal Task ReadAsync() => _isRead ? Task.CompletedTask : ReadAgainAsync();

    /// <summary>Shows a view; returns false when there is none with this id.</summary>
    internal async Task<bool> ShowAsync(string id)
    {
        await ReadAsync();
        if (All.FirstOrDefault(v => v.Id == id) is not { Filters: { } filters })
            return false;
        await inbox.ShowAsync(TabOf(filters.List), new() { Tag = filters.Tag, DepartmentId = filters.DepartmentId, OperatorId = filters.OperatorId }, filters.Search ?? "");
        return true;
    }

    /// <summary>Saves what the inbox shows now; returns why it was refused, or null.</summary>
    internal Task<string?> CreateAsync(string name, bool isShared)
    {
        var request = new SavedViewRequest { Name = name, IsShared = isShared, Filters = Filters };
        return ChangeAsync((views, me) => views.CreateAsync(me, request));
    }

    internal Task<string?> RenameAsync(string id, string name) => ChangeAsync((views, me) => views.UpdateAsync(me, id, new() { Name = name }));

    internal Task<string?> RemoveAsync(string id) => ChangeAsync((views, me) => views.DeleteAsync(me, id));

    private async Task<string?> ChangeAsync<T>(Func<ISavedViewService, OperatorCaller, Task<Server.Outcome<T>>> change)
    {
        var (_, error) = await calls.CallAsync(change);
        if (error is null)
            await ReadAgainAsync();
        return error;
    }

    private async Task ReadAgainAsync()
    {
        var (page, _) = await calls.CallAsync((ISavedViewService views, OperatorCaller me) => views.ListAsync(me));
        if (page is not null)
            (All, _isRead) = (page.Data, true);
        Changed?.Invoke();
    }

    private static string NameOf(InboxTab tab) => tab switch
    {
        InboxTab.Waiting => "waiting",
        InboxTab.Mine => "mine",
        InboxTab.Mentions => "mentions",
        InboxTab.Snoozed => "snoozed",
        InboxTab.Closed => "closed",
        _ => "all",
    };

    private static InboxTab TabOf(string list) => Enum.GetValues<InboxTab>().FirstOrDefault(tab => NameOf(tab) == list, InboxTab.All);
}

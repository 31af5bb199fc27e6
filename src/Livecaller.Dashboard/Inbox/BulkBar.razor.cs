using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Bulk;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Changes the selected conversations together, and tells what became of it.</summary>
public sealed partial class BulkBar : IDisposable
{
    private string? _tag;
    private string? _result;
    private bool _isRefused;
    private bool _isBusy;
    private int _done;

    [Inject] private InboxSelection Selection { get; set; } = null!;

    [Inject] private InboxState Inbox { get; set; } = null!;

    [Inject] private Colleagues Colleagues { get; set; } = null!;

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Selection.Changed += OnSelected;
        Inbox.Changed += StateHasChanged;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Selection.Changed -= OnSelected;
        Inbox.Changed -= StateHasChanged;
    }

    private void OnSelected()
    {
        StateHasChanged();
        if (Selection.Ids.Count > 0)
            _ = ReadColleaguesAsync();
    }

    private async Task ReadColleaguesAsync()
    {
        await Colleagues.ReadAsync();
        StateHasChanged();
    }

    private Task CloseAsync() => ApplyAsync(new() { Action = BulkActions.Close });

    private Task AssignAsync(string? id) => string.IsNullOrEmpty(id) ? Task.CompletedTask : ApplyAsync(new() { Action = BulkActions.Assign, OperatorId = new OperatorId(id) });

    private Task TagAsync() => InvisibleText.IsBlank(_tag) ? Task.CompletedTask : ApplyAsync(new() { Action = BulkActions.Tag, Tags = [_tag!] });

    private async Task ApplyAsync(BulkRequest request)
    {
        if (_isBusy)
            return;
        (_isBusy, _result) = (true, null);
        var ids = Selection.Ids;
        var (changed, error) = await Calls.CallAsync((IBulkService service, OperatorCaller me) => service.ApplyAsync(me, request with { ConversationIds = ids }));
        (_isBusy, _done, _tag) = (false, _done + 1, null);
        (_result, _isRefused) = changed is null ? (SafeText.Line(error), true) : (BulkText.Of(request.Action!, changed), changed.Refused > 0);
        // What could not be changed stays selected, to be looked at.
        if (changed is not null)
            Selection.Set(changed.Results.Where(r => r.Status == BulkRules.Refused).Select(r => r.ConversationId));
    }
}

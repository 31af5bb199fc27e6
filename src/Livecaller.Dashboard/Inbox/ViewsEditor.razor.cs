using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Saves what the list shows under a name, and renames and removes what was saved.</summary>
public sealed partial class ViewsEditor : IDisposable
{
    private string? _name;
    private string? _renaming;
    private string? _newName;
    private string? _error;
    private bool _isShared;
    private bool _isBusy;
    private int _saved;

    [Inject] private InboxState Inbox { get; set; } = null!;

    [Inject] private InboxViews Views { get; set; } = null!;

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Views.Changed += StateHasChanged;
        Inbox.Changed += StateHasChanged;
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => Views.ReadAsync();

    /// <inheritdoc />
    public void Dispose()
    {
        Views.Changed -= StateHasChanged;
        Inbox.Changed -= StateHasChanged;
    }

    private bool MayChange(SavedViewPayload view) => !view.IsShared || Calls.Operator.May(OperatorPermission.ManageContent);

    private async Task SaveAsync()
    {
        if (_isBusy)
            return;
        _isBusy = true;
        _error = await Views.CreateAsync(_name ?? "", _isShared);
        _isBusy = false;
        if (_error is null)
            (_name, _isShared, _saved) = (null, false, _saved + 1);
    }

    private async Task RenameAsync(SavedViewPayload view)
    {
        _error = await Views.RenameAsync(view.Id, _newName ?? "");
        if (_error is null)
            _renaming = null;
    }

    private async Task RemoveAsync(SavedViewPayload view) => _error = await Views.RemoveAsync(view.Id);
}

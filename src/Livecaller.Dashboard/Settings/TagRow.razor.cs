using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Tags;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>A tag in the list, and how it is changed in all conversations.</summary>
public sealed partial class TagRow
{
    private bool _isOpen;
    private bool _isRemoving;
    private bool _isBusy;
    private string? _name;
    private string? _error;

    [Parameter, EditorRequired] public required TagUsagePayload Usage { get; set; }

    [Parameter] public bool CanChange { get; set; }

    /// <summary>All tags: a name that is among them merges the two.</summary>
    [Parameter] public IReadOnlyList<TagUsagePayload> Others { get; set; } = [];

    /// <summary>Called when it was renamed or removed.</summary>
    [Parameter, EditorRequired] public EventCallback<TagUsagePayload> Changed { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    private bool IsMerge => _name?.Trim().ToLowerInvariant() is { } name && name != Usage.Tag && Others.Any(o => o.Tag == name);

    private async Task<string?> RenameAsync()
    {
        var (changed, error) = await Calls.CallAsync((ITagService service, OperatorCaller me) => service.RenameAsync(me, new() { Tag = Usage.Tag, Name = _name }));
        if (changed is null)
            return error;
        _isOpen = false;
        await Changed.InvokeAsync(changed);
        return null;
    }

    private async Task RemoveAsync()
    {
        if (_isBusy)
            return;
        _isBusy = true;
        (var changed, _error) = await Calls.CallAsync((ITagService service, OperatorCaller me) => service.RemoveAsync(me, new() { Tag = Usage.Tag }));
        (_isBusy, _isRemoving) = (false, false);
        if (changed is not null)
            await Changed.InvokeAsync(changed);
    }
}

using Livecaller.Dashboard.Hosting;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>A canned reply in the list.</summary>
public sealed partial class CannedReplyRow
{
    private bool _isOpen;
    private bool _isRemoving;
    private string? _error;

    [Parameter, EditorRequired] public required CannedReplyPayload Reply { get; set; }

    [Parameter] public bool CanChange { get; set; }

    /// <summary>Called when it was changed or removed.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    private string Name => "/" + Reply.Shortcut;

    private Task OnChangedAsync()
    {
        _isOpen = false;
        return Changed.InvokeAsync();
    }

    private async Task RemoveAsync()
    {
        (_, _error) = await Calls.CallAsync((ICannedReplyService service, OperatorCaller me) => service.DeleteAsync(me, Reply.Id));
        _isRemoving = false;
        if (_error is null)
            await Changed.InvokeAsync();
    }
}

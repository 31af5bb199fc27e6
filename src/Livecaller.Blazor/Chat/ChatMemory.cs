using Livecaller.Blazor.Attachments;
using Livecaller.Blazor.Composing;
using Livecaller.Components.Attachments;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Chat;

/// <summary>
/// What of a visitor's chat is only on this screen: the draft, and the files that were sent from here. One for each scope, like the client,
/// so that it outlives the component; and one visitor's: the next finds nothing of it.
/// </summary>
internal sealed class ChatMemory
{
    private VisitorId? _visitor;

    public Draft Draft { get; } = new();

    /// <summary>The recording that was neither sent nor discarded.</summary>
    public BrowserFile? Recording { get; set; }

    public SentFiles Sent { get; } = new();

    public ViewerState Viewer { get; } = new();

    /// <summary>Clears everything that belongs to another visitor: here immediately, and in the browser by the end of the task.</summary>
    public async Task BelongToAsync(VisitorId? visitor, IJSRuntime js)
    {
        if (_visitor == visitor) return;
        // Who writes before there is a session writes for the session that this begins.
        var forget = _visitor is not null;
        _visitor = visitor;
        if (!forget) return;
        Viewer.Show(null);
        await Task.WhenAll(DropRecordingAsync(js).AsTask(), Draft.ClearAsync(js).AsTask(), Sent.ClearAsync(js).AsTask());
    }

    public async ValueTask DropRecordingAsync(IJSRuntime js)
    {
        if (Recording is not { } recording) return;
        Recording = null;
        await recording.ForgetPreviewAsync(js);
        await recording.ReleaseAsync();
    }
}

using Livecaller.Dashboard.Hosting;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>Creates or changes a canned reply.</summary>
public sealed partial class CannedReplyForm
{
    private const string Visitor = $"{{{{{CannedReplyRules.VisitorName}}}}}";
    private const string Me = $"{{{{{CannedReplyRules.OperatorName}}}}}";

    private readonly TextParts _parts = new();

    // The fields belong to the browser: nothing is written back into them.
    private string _initialShortcut = "";
    private string _initialContent = "";
    private string _id = "";
    private string? _shortcut;
    private string? _content;
    private bool _isShared;

    /// <summary>The reply that is changed; null for a new one.</summary>
    [Parameter] public CannedReplyPayload? Reply { get; set; }

    /// <summary>Called when it was saved.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    [Parameter, EditorRequired] public EventCallback Cancel { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    private string? Unknown => CannedReplyRules.FindUnknown(_content ?? "");

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _id = "lc-reply-" + (Reply?.Id ?? "new");
        (_initialShortcut, _initialContent, _isShared) = (Reply?.Shortcut ?? "", Reply?.Content ?? "", Reply?.IsShared ?? false);
        (_shortcut, _content) = (_initialShortcut, _initialContent);
    }

    private async Task<string?> SaveAsync()
    {
        var (_, error) = await Calls.CallAsync((ICannedReplyService service, OperatorCaller me) => Reply is { } reply
            ? service.UpdateAsync(me, reply.Id, new() { Shortcut = _shortcut, Content = _content, IsShared = _isShared == reply.IsShared ? null : _isShared })
            : service.CreateAsync(me, new() { Shortcut = _shortcut, Content = _content, IsShared = _isShared }));
        return error;
    }
}

using Livecaller.Blazor.Chat;
using Livecaller.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Messages;

// Calls from the script: the scroll position and the heights of the messages. Changes are applied by rendering.
public sealed partial class MessageList
{
    /// <summary>About fifty sheets of paper.</summary>
    private const int MaxOnPaper = 2_000;

    /// <summary>No screen is taller. Values from the browser aren't trusted.</summary>
    private const double MaxPixels = 20_000;

    private ElementReference _log;
    private bool _isPageSeen = true;
    private PartScript<MessageList>? _script;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Called by the script when the end becomes visible or hidden.</summary>
    /// <param name="atEnd">Whether it can, in a page that is looked at.</param>
    /// <param name="isPageSeen">Whether the page is looked at.</param>
    [JSInvokable]
    public async Task OnScrolledAsync(bool atEnd, bool isPageSeen)
    {
        if (_atEnd == atEnd && _isPageSeen == isPageSeen) return;
        var comesBack = isPageSeen && !_isPageSeen;
        (_atEnd, _isPageSeen) = (atEnd, isPageSeen);
        if (comesBack) Make();
        StateHasChanged();
        await MarkReadAsync();
    }

    /// <summary>Called by the script when the visitor scrolls near the edge of the rendered messages.</summary>
    /// <param name="top">The id of the topmost message that is seen; null when none is.</param>
    /// <param name="distance">Then: how far above the page's first message the visitor looks (negative), or below its last, in CSS pixels.</param>
    /// <param name="viewport">The height of what is seen, in CSS pixels.</param>
    /// <param name="keep">Whether something is selected that must stay.</param>
    /// <param name="ids">The messages that were measured again.</param>
    /// <param name="heights">Their heights, in CSS pixels.</param>
    [JSInvokable]
    public void OnLooked(string? top, double distance, double viewport, bool keep, string[] ids, double[] heights)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(heights);
        for (var i = 0; i < Math.Min(ids.Length, heights.Length); i++) _window.Measure(new(ids[i]), heights[i]);
        var index = top is null ? _window.At(distance) : _window.IndexOf(new(top));
        if (index < 0 || !double.IsFinite(viewport)) return;
        var (first, end) = (_window.First, _window.End);
        _window.Show(index, Math.Min(viewport, MaxPixels), keep);
        if (_window.First == 0) _ = LoadEarlierAsync();
        if (_window.End == _window.Messages.Count) _ = LoadLaterAsync();
        if ((first, end) != (_window.First, _window.End)) Draw();
    }

    /// <summary>Called by the script before and after printing: all loaded messages are rendered.</summary>
    /// <param name="isPrinting">Whether it is about to.</param>
    /// <param name="top">The position to restore afterwards; null for the end.</param>
    [JSInvokable]
    public void OnPrinting(bool isPrinting, string? top)
    {
        _isPrinting = isPrinting;
        if (isPrinting) _window.ShowAll(MaxOnPaper);
        else if (_window.Messages.Count > 0) _window.Show(top is null || _window.IndexOf(new(top)) is not (>= 0 and var index) ? _window.Messages.Count - 1 : index, 0);
        Draw();
    }

    /// <summary>The text of a message, for the clipboard; null when there is none.</summary>
    /// <param name="id">The message.</param>
    [JSInvokable]
    public string? TextOf(string id)
    {
        var index = _window.IndexOf(new(id));
        return index < 0 || _window.Messages[index].Payload is not { DeletedAt: null } payload ? null : Livecaller.Shared.SafeText.Body(payload.Content);
    }

    /// <summary>Goes to the newest message, and loads it when that is needed.</summary>
    [JSInvokable]
    public async Task ScrollToEndAsync()
    {
        _goal = End;
        await Context.Actions.ShowNewestAsync();
        Follow();
        StateHasChanged();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_clock is not null) await _clock.DisposeAsync();
        if (_script is not null) await _script.DisposeAsync();
    }

    private async Task AttachAsync()
    {
        _script = new(Js, "./_content/Livecaller.Blazor/Messages/MessageList.razor.js", this);
        await _script.AttachAsync("attach", _log);
    }

    private async Task LoadLaterAsync()
    {
        if (_loadingLater || !Context.Snapshot.HasLater) return;
        _loadingLater = true;
        await Context.Actions.LoadLaterAsync();
        _loadingLater = false;
    }
}

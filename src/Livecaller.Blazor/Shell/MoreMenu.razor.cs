using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;
using Livecaller.Components.Icons;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Blazor.Shell;

/// <summary>
/// What is done seldom. The browser's side (<c>LivecallerApp.razor.js</c>) presses the button again
/// on Escape, and when a pointer or the focus goes elsewhere.
/// </summary>
public sealed partial class MoreMenu : ChatPart
{
    private ElementReference _button;
    private readonly Dictionary<string, ElementReference> _elements = new(StringComparer.Ordinal);
    private List<MenuItem> _items = [];
    private bool _isOpen;
    private int? _focus;
    private int _current;

    /// <summary>The visitor wants to end the conversation.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnEnd { get; set; }

    /// <summary>The visitor wants something else in front of the conversation.</summary>
    [Parameter]
    public EventCallback<ChatScreen> OnShow { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _isOpen &= Context.IsOpen;
        // What can be done may change while the menu is open.
        if (_isOpen) _items = [.. Items()];
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } index || index >= _items.Count) return;
        (_focus, _current) = (null, index);
        await _elements[_items[index].Text].FocusAsync();
    }

    internal ValueTask FocusAsync() => _button.FocusAsync();

    private void Toggle()
    {
        _isOpen = !_isOpen;
        if (!_isOpen) return;
        _items = [.. Items()];
        _focus = 0;
    }

    private IEnumerable<MenuItem> Items()
    {
        if (Context.Screens is { } screens)
        {
            if (Context.Has(WidgetFeatureNames.Callback)) yield return Screen(TextKeys.Callback, ChatScreen.Callback, IconName.Phone);
            if (Context.Has(WidgetFeatureNames.Transcript) && Context.Snapshot.Info is { TranscriptAllowed: true }) yield return Screen(TextKeys.Transcript, ChatScreen.Transcript, IconName.Mail);
            yield return Screen(TextKeys.Earlier, ChatScreen.Earlier, IconName.Clock);
            yield return new(Texts[TextKeys.Mute], IconName.Muted, () => screens.SetMutedAsync(!Context.IsMuted)) { IsOn = Context.IsMuted, StaysBehind = true };
        }

        // Only what was begun can end.
        if (Context.Snapshot.Info is { IsOpen: true }) yield return new(Texts[TextKeys.EndConversation], IconName.Close, () => OnEnd.InvokeAsync()) { IsGrave = true };
    }

    private MenuItem Screen(string text, ChatScreen screen, IconName icon) => new(Texts[text], icon, () => OnShow.InvokeAsync(screen));

    private async Task ChooseAsync(MenuItem item)
    {
        _isOpen = false;
        await item.Do();
        // What stays in the conversation gives the focus back to where it came from.
        if (item.StaysBehind) await _button.FocusAsync();
    }

    private void OnKey(KeyboardEventArgs e) => _focus = e.Key switch
    {
        "ArrowDown" => (_current + 1) % _items.Count,
        "ArrowUp" => (_current + _items.Count - 1) % _items.Count,
        "Home" => 0,
        "End" => _items.Count - 1,
        _ => null,
    };

    /// <param name="Text">What it says: each item's is another.</param>
    /// <param name="Icon">Its icon.</param>
    /// <param name="Do">What it does.</param>
    private sealed record MenuItem(string Text, IconName Icon, Func<Task> Do)
    {
        /// <summary>Whether it is switched on; null for what is no switch.</summary>
        public bool? IsOn { get; init; }

        public bool IsGrave { get; init; }

        public bool StaysBehind { get; init; }
    }
}

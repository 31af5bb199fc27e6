using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Components.Emoji;

/// <summary>
/// A button that opens a small choice of emoji. The page presses the button again on Escape, and when a pointer or the focus goes elsewhere:
/// it's marked with <c>data-lc-escape</c> while the choice is open.
/// </summary>
public sealed partial class EmojiPicker : Part
{
    private const int Columns = 8;

    private static readonly string[] All =
    [
        "😀", "😄", "😂", "😊", "😉", "😍", "😘", "😎",
        "🙂", "🤔", "😐", "😏", "😕", "😢", "😭", "😡",
        "😱", "😴", "🥳", "🤩", "😅", "🙄", "🤷", "🙈",
        "👍", "👎", "👋", "👏", "🙏", "💪", "👌", "🤝",
        "❤️", "💔", "🔥", "⭐", "🎉", "🎁", "✅", "❌",
        "☀️", "🌧️", "☕", "🍕", "🚀", "📦", "💡", "📎",
    ];

    private readonly ElementReference[] _elements = new ElementReference[All.Length];
    private ElementReference _button;
    private bool _isOpen;
    private bool _movesFocus;
    private int _current;

    /// <summary>Raised when an emoji is chosen. The choice stays open for the next one.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnChoose { get; set; }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_movesFocus) return;
        _movesFocus = false;
        await _elements[_current].FocusAsync();
    }

    private void Toggle()
    {
        _isOpen = !_isOpen;
        (_current, _movesFocus) = (0, _isOpen);
    }

    private Task ChooseAsync(int index)
    {
        _current = index;
        return OnChoose.InvokeAsync(All[index]);
    }

    private void Move(KeyboardEventArgs e)
    {
        var next = e.Key switch
        {
            "ArrowRight" => _current + 1,
            "ArrowLeft" => _current - 1,
            "ArrowDown" => _current + Columns,
            "ArrowUp" => _current - Columns,
            "Home" => 0,
            "End" => All.Length - 1,
            _ => -1,
        };
        if (next < 0 || next >= All.Length) return;
        (_current, _movesFocus) = (next, true);
    }
}

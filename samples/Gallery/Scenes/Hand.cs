using Microsoft.JSInterop;

namespace Gallery.Scenes;

/// <summary>The visitor's hand: it does in the browser what a state needs. Everything waits until what it touches is there.</summary>
internal sealed class Hand(IJSObjectReference module)
{
    /// <summary>Clicks the first element that fits.</summary>
    public ValueTask ClickAsync(string selector) => module.InvokeVoidAsync("click", selector);

    /// <summary>Clicks the last element that fits, seen or not: what shows under a pointer.</summary>
    public ValueTask ClickLastAsync(string selector) => module.InvokeVoidAsync("clickLast", selector);

    /// <summary>Writes into the field that fits, as if it were typed.</summary>
    public ValueTask WriteAsync(string selector, string text) => module.InvokeVoidAsync("write", selector, text);

    /// <summary>Waits until the chat's field is in use: what was clicked or chosen before would go by it.</summary>
    public ValueTask TakesThePenAsync() => SeesAsync(".lc textarea:focus");

    /// <summary>Opens the chat's menu and chooses one of its items, from 0.</summary>
    public async Task ChooseInMenuAsync(int place)
    {
        await TakesThePenAsync();
        await ClickAsync(".lc .more > button");
        await ClickAsync($".lc .menu > :nth-child({place + 1})");
    }

    /// <summary>Moves the focus to the first element that fits.</summary>
    public ValueTask FocusAsync(string selector) => module.InvokeVoidAsync("focus", selector);

    /// <summary>Presses a key in the first element that fits.</summary>
    public ValueTask PressAsync(string selector, string key) => module.InvokeVoidAsync("press", selector, key);

    /// <summary>Scrolls an element to its beginning.</summary>
    public ValueTask ScrollToStartAsync(string selector) => module.InvokeVoidAsync("scrollToStart", selector);

    /// <summary>Holds a file over an element.</summary>
    public ValueTask DragsFileOverAsync(string selector) => module.InvokeVoidAsync("dragOver", selector);

    /// <summary>Plays a voice message, which stands still at a second.</summary>
    public ValueTask ListensAsync(string player, double second) => module.InvokeVoidAsync("listen", player, second);

    /// <summary>Presses a button, and speaks into a microphone for three seconds.</summary>
    public ValueTask SpeaksAsync(string button) => module.InvokeVoidAsync("record", button);

    /// <summary>Presses a button, and refuses the microphone; waits for what is said then.</summary>
    public ValueTask RefusesTheMicrophoneAsync(string button, string words) => module.InvokeVoidAsync("recordInVain", button, words);

    /// <summary>Chooses files with the first file field that fits.</summary>
    public ValueTask ChooseFilesAsync(string selector, params IReadOnlyList<SceneFile> files) => module.InvokeVoidAsync("choose", selector, files);

    /// <summary>Waits until an element is there and visible.</summary>
    public ValueTask SeesAsync(string selector) => module.InvokeVoidAsync("sees", selector);
}

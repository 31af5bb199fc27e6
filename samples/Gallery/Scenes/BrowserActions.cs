using Microsoft.JSInterop;

namespace Gallery.Scenes;

/// <summary>The visitor's actions in the browser. Each action waits for its element.</summary>
internal sealed class BrowserActions(IJSObjectReference module)
{
    /// <summary>Clicks the first matching element.</summary>
    public ValueTask ClickAsync(string selector) => module.InvokeVoidAsync("click", selector);

    /// <summary>Clicks the last matching element, which can be invisible because it's only shown on hover.</summary>
    public ValueTask ClickLastAsync(string selector) => module.InvokeVoidAsync("clickLast", selector);

    /// <summary>Enters text into the matching field, like typing.</summary>
    public ValueTask WriteAsync(string selector, string text) => module.InvokeVoidAsync("write", selector, text);

    /// <summary>Waits until the composer has the focus, because earlier clicks have no effect.</summary>
    public ValueTask WaitForComposerAsync() => WaitForAsync(".lc textarea:focus");

    /// <summary>Opens the chat's menu and clicks the item with the zero-based index.</summary>
    public async Task ChooseInMenuAsync(int index)
    {
        await WaitForComposerAsync();
        await ClickAsync(".lc .more > button");
        await ClickAsync($".lc .menu > :nth-child({index + 1})");
    }

    /// <summary>Moves the focus to the first matching element.</summary>
    public ValueTask FocusAsync(string selector) => module.InvokeVoidAsync("focus", selector);

    /// <summary>Presses a key in the first matching element.</summary>
    public ValueTask PressAsync(string selector, string key) => module.InvokeVoidAsync("press", selector, key);

    /// <summary>Scrolls an element to its start.</summary>
    public ValueTask ScrollToStartAsync(string selector) => module.InvokeVoidAsync("scrollToStart", selector);

    /// <summary>Drags a file over an element.</summary>
    public ValueTask DragFileOverAsync(string selector) => module.InvokeVoidAsync("dragOver", selector);

    /// <summary>Plays a voice message and stops it at a position in seconds.</summary>
    public ValueTask PlayAsync(string player, double second) => module.InvokeVoidAsync("play", player, second);

    /// <summary>Clicks a button and simulates three seconds of speech.</summary>
    public ValueTask RecordAsync(string button) => module.InvokeVoidAsync("record", button);

    /// <summary>Clicks a button, denies access to the microphone, and waits for the resulting message.</summary>
    public ValueTask DenyMicrophoneAsync(string button, string words) => module.InvokeVoidAsync("denyMicrophone", button, words);

    /// <summary>Selects files in the first matching file input.</summary>
    public ValueTask ChooseFilesAsync(string selector, params IReadOnlyList<SceneFile> files) => module.InvokeVoidAsync("choose", selector, files);

    /// <summary>Waits for a visible element.</summary>
    public ValueTask WaitForAsync(string selector) => module.InvokeVoidAsync("waitFor", selector);
}

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

    /// <summary>Chooses files with the first file field that fits.</summary>
    public ValueTask ChooseFilesAsync(string selector, params IReadOnlyList<SceneFile> files) => module.InvokeVoidAsync("choose", selector, files);

    /// <summary>Waits until an element is there and visible.</summary>
    public ValueTask SeesAsync(string selector) => module.InvokeVoidAsync("sees", selector);
}

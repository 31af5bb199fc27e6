using System.Text;
using Livecaller.Blazor.Localization;
using Livecaller.Components;
using Livecaller.Components.Attachments;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Composing;

// Calls from and to the script: files that are chosen, dropped or pasted, and texts that are too long for an event.
public sealed partial class Composer
{
    /// <summary>The module returns at most 250,000 characters.</summary>
    private const long MaxTextBytes = 1024 * 1024;

    private ElementReference _picker;
    private ElementReference _drop;
    private int? _longText;
    private PartScript<Composer>? _script;

    /// <summary>Called by the script for a file that was chosen, dropped or pasted.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">The media type that the browser detects; empty if unknown.</param>
    /// <param name="size">Its size in bytes; negative for a folder.</param>
    /// <param name="preview">The URL of the preview; null if it isn't an image or is too large.</param>
    /// <param name="width">The width of a picture in pixels; 0 for one that is damaged.</param>
    /// <param name="height">The height of a picture in pixels.</param>
    [JSInvokable]
    public async Task OnFileAsync(IJSObjectReference blob, string name, string type, long size, string? preview, int? width, int? height)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        var file = new BrowserFile
        {
            Blob = blob,
            Name = SafeText.FileName(name),
            ContentType = type.Length == 0 ? "application/octet-stream" : type,
            Size = size,
            Preview = preview,
            Width = width,
            Height = height,
        };
        var error = Refusal(file);
        Draft.Files.Add(new(file.Name, size, error is null ? file : null, error));
        StateHasChanged();
        if (error is null) return;
        await file.ForgetPreviewAsync(Js);
        await file.ReleaseAsync();
    }

    /// <summary>Called by the script for a text that is too long to be sent with each key.</summary>
    /// <param name="length">Its length in characters.</param>
    [JSInvokable]
    public void OnLongText(int length)
    {
        (_longText, _notice) = (length, null);
        StateHasChanged();
    }

    private string? Refusal(BrowserFile file)
    {
        if (Draft.AcceptedFiles >= Draft.MaxFiles) return Texts.Format(TextKeys.TooManyFiles, file.Name, Draft.MaxFiles);
        if (file.Size < 0) return Texts.Format(TextKeys.FolderRefused, file.Name);
        return AttachmentRules.Refusal(file.Name, file.Size, Context.Widget, Texts)
            ?? (file.Width == 0 ? Texts.Format(TextKeys.ImageBroken, file.Name) : null);
    }

    private async Task RemoveAsync(DraftFile file)
    {
        await Draft.RemoveAsync(file, Js);
        _wantsFocus = true;
    }

    private async Task AttachAsync()
    {
        _script = new(Js, "./_content/Livecaller.Blazor/Composing/Composer.razor.js", this);
        await _script.AttachAsync("attach", _input, _picker, _drop);
        LearnRecording(await _script.CallAsync<string[]>("recordable"));
    }

    // After the rendering: what has the focus now may be gone by then, and the field be there.
    private async Task FocusFieldAsync()
    {
        _wantsFocus = false;
        await TellAsync("focus");
    }

    // In server mode the text that was typed last may still be on its way when the field is emptied.
    private ValueTask ClearFieldAsync() => TellAsync("clear");

    // At the cursor: the browser alone knows where that is, and what was typed last.
    private Task InsertAsync(string text) => _script?.TellAsync("insert", text).AsTask() ?? Task.CompletedTask;

    private ValueTask TellAsync(string function) => _script?.TellAsync(function) ?? ValueTask.CompletedTask;

    private async Task<string?> ReadLongTextAsync()
    {
        if (_longText is null || _script is null || await _script.AskAsync<IJSStreamReference>("text") is not { } text) return null;
        await using var kept = text;
        await using var bytes = await text.OpenReadStreamAsync(MaxTextBytes);
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        var read = await reader.ReadToEndAsync();
        _longText = null;
        return read;
    }

    private async Task DetachAsync()
    {
        if (_script is null) return;
        var before = _draft.Text;
        try
        {
            // The element is removed from the page but still has its text. By the time that it is read, another field may be there.
            if (await ReadLongTextAsync() is { } text && _draft.TimesCleared == _timesCleared) _draft.Restore(before, text);
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }

        await _script.DisposeAsync();
    }
}

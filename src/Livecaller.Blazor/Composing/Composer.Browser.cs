using System.Text;
using Livecaller.Blazor.Attachments;
using Livecaller.Blazor.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Composing;

// What the browser tells and is asked: files that were chosen, dropped or pasted, and texts that are too long for an event.
public sealed partial class Composer
{
    /// <summary>The module hands out 250,000 characters at most.</summary>
    private const long MostTextBytes = 1024 * 1024;

    private ElementReference _picker;
    private ElementReference _drop;
    private int? _longText;
    private DotNetObjectReference<Composer>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _field;
    private bool _isGone;

    /// <summary>The browser has a file that the visitor chose, dropped or pasted.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its kind as the browser guesses it; empty where it does not.</param>
    /// <param name="size">Its size in bytes; negative for a folder.</param>
    /// <param name="preview">Where the page can show it; null for what is no picture, or is too large for one.</param>
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
            Name = FileText.SafeName(name),
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

    /// <summary>The browser has a text that is too long to come with each key.</summary>
    /// <param name="length">Its length in characters.</param>
    [JSInvokable]
    public void OnLongText(int length)
    {
        (_longText, _notice) = (length, null);
        StateHasChanged();
    }

    private string? Refusal(BrowserFile file)
    {
        if (Draft.AcceptedFiles >= Draft.MostFiles) return Texts.Format(TextKeys.TooManyFiles, file.Name, Draft.MostFiles);
        if (file.Size < 0) return Texts.Format(TextKeys.FolderRefused, file.Name);
        return AttachmentRules.Refusal(file.Name, file.Size, Context.Widget, Texts)
            ?? (file.Width == 0 ? Texts.Format(TextKeys.PictureBroken, file.Name) : null);
    }

    private async Task RemoveAsync(DraftFile file)
    {
        await Draft.RemoveAsync(file, Js);
        _wantsFocus = true;
    }

    private async Task AttachAsync()
    {
        _self = DotNetObjectReference.Create(this);
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/Composing/Composer.razor.js");
        if (!_isGone) _field = await _module.InvokeAsync<IJSObjectReference>("attach", _input, _picker, _drop, _self);
        if (!_isGone) await LearnRecordingAsync();
        // The conversation was closed meanwhile, and this field with it.
        if (_isGone) await DetachAsync();
    }

    // After the rendering: what has the focus now may be gone by then, and the field be there.
    private async Task FocusFieldAsync()
    {
        _wantsFocus = false;
        if (_field is not null) await _field.InvokeVoidAsync("focus");
    }

    // In server mode the text that was typed last may still be on its way when the field is emptied.
    private async Task ClearFieldAsync()
    {
        if (_field is not null) await _field.InvokeVoidAsync("clear");
    }

    private async Task ReadLongTextAsync()
    {
        if (_field is null) return;
        await using var text = await _field.InvokeAsync<IJSStreamReference>("text");
        await using var bytes = await text.OpenReadStreamAsync(MostTextBytes);
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        Draft.Text = await reader.ReadToEndAsync();
        _longText = null;
    }

    private async Task DetachAsync()
    {
        _isGone = true;
        try
        {
            if (_field is not null)
            {
                // The field is gone from the page, and still knows its text.
                if (_longText is not null) await ReadLongTextAsync();
                await _field.InvokeVoidAsync("dispose");
                await _field.DisposeAsync();
            }

            if (_module is not null) await _module.DisposeAsync();
            (_field, _module) = (null, null);
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and everything in it.
        }

        _self?.Dispose();
    }
}

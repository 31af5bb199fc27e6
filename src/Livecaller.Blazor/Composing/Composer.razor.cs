using Livecaller.Blazor.Localization;
using Livecaller.Conversations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Composing;

/// <summary>Where the visitor writes, and picks files.</summary>
public sealed partial class Composer : ChatPart, IAsyncDisposable
{
    /// <summary>So many files may be picked at once.</summary>
    private const int MostFiles = 10;

    private readonly List<PendingUpload> _uploads = [];
    private string _text = "";
    private int _picker;
    private ElementReference _input;
    private ConversationMessage? _focusedFor;
    private IJSObjectReference? _module;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The message that the next one answers; null for none.</summary>
    [Parameter]
    public ConversationMessage? ReplyTo { get; set; }

    /// <summary>The visitor gave the answer up, or sent it.</summary>
    [Parameter]
    public EventCallback<ConversationMessage?> ReplyToChanged { get; set; }

    private bool CanSend =>
        !_uploads.Exists(u => u.IsUnderWay) && (!string.IsNullOrWhiteSpace(_text) || _uploads.Exists(u => u.Result is not null));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var upload in _uploads) upload.Dispose();
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and everything in it.
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/Composing/Composer.razor.js");
            await _module.InvokeVoidAsync("attach", _input);
        }

        if (ReplyTo is not null && ReplyTo != _focusedFor) await _input.FocusAsync();
        _focusedFor = ReplyTo;
    }

    private Task OnTypedAsync() => _text.Length > 0 ? Context.Actions.TypingAsync(_text) : Task.CompletedTask;

    // The module keeps the line break out of the field. While an input method composes, Enter belongs to it.
    private Task OnKeyAsync(KeyboardEventArgs e) =>
        e is { Key: "Enter", ShiftKey: false, IsComposing: false } ? SendAsync() : Task.CompletedTask;

    private async Task SendAsync()
    {
        if (!CanSend) return;
        var message = new OutgoingMessage
        {
            Content = _text.Trim(),
            ReplyTo = ReplyTo?.Id,
            Attachments = [.. _uploads.Where(u => u.Result is not null).Select(u => u.Result!)],
        };
        _text = "";
        foreach (var upload in _uploads) upload.Dispose();
        _uploads.Clear();
        if (ReplyTo is not null) await ReplyToChanged.InvokeAsync(null);
        if (_module is not null) await _module.InvokeVoidAsync("clear", _input);
        await Context.Actions.SendAsync(message);
    }

    private async Task PickAsync(InputFileChangeEventArgs e)
    {
        // Files beyond the limit are left out one by one below, not by an exception for all of them.
        var picked = e.GetMultipleFiles(Math.Max(1, e.FileCount)).Take(MostFiles - Math.Min(MostFiles, _uploads.Count));
        var uploads = picked.Select(file => (File: file, Upload: new PendingUpload(FileText.SafeName(file.Name), file.Size))).ToList();
        foreach (var (_, upload) in uploads)
        {
            upload.Error = AttachmentRules.Refusal(upload.Name, upload.Size, Context.Widget, Texts);
            _uploads.Add(upload);
        }

        StateHasChanged();
        await Task.WhenAll(uploads.Where(u => u.Upload.IsUnderWay).Select(u => UploadAsync(u.File, u.Upload)));
        // A new picker forgets the files, so that the same one can be picked again. Not before: it is what the bytes come from.
        if (!_uploads.Exists(u => u.IsUnderWay)) _picker++;
    }

    private async Task UploadAsync(IBrowserFile file, PendingUpload upload)
    {
        try
        {
            await using var content = file.OpenReadStream(Math.Max(1, file.Size), upload.Cancelled);
            var type = file.ContentType.Length == 0 ? "application/octet-stream" : file.ContentType;
            upload.Result = await Context.Actions.UploadAsync(
                new() { Name = upload.Name, ContentType = type, Content = content },
                new UploadProgress(part => Report(upload, part)),
                upload.Cancelled);
            upload.Progress = 1;
        }
        catch (OperationCanceledException) when (upload.Cancelled.IsCancellationRequested)
        {
            return;
        }
        catch (LivecallerApiException e)
        {
            upload.Error = $"{upload.Name}: {e.Reason}";
        }
        catch (Exception e) when (e is LivecallerException or IOException or JSException or OperationCanceledException)
        {
            upload.Error = Texts.Format(TextKeys.UploadFailed, upload.Name);
        }

        StateHasChanged();
    }

    private void Report(PendingUpload upload, double part) => _ = InvokeAsync(() =>
    {
        upload.Progress = part;
        StateHasChanged();
    });

    private void Remove(PendingUpload upload)
    {
        _uploads.Remove(upload);
        upload.Dispose();
    }

    private sealed class UploadProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}

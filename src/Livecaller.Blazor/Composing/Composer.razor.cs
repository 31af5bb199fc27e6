using Livecaller.Blazor.Attachments;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Components.Attachments;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Composing;

/// <summary>The field for messages and files. The draft is kept in the chat's memory and outlives this component.</summary>
public sealed partial class Composer : ChatPart, IAsyncDisposable
{
    // What the field shows as far as this side set it; a long text is only in the browser and in the draft.
    private string _shown = "";
    private string? _notice;
    private bool _wantsFocus;
    private Draft _draft = null!;
    private int _timesCleared;
    private ElementReference _input;
    private ConversationMessage? _focusedFor;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The message that the next one answers; null for none.</summary>
    [Parameter]
    public ConversationMessage? ReplyTo { get; set; }

    /// <summary>The visitor gave the answer up, or sent it.</summary>
    [Parameter]
    public EventCallback<ConversationMessage?> ReplyToChanged { get; set; }

    private Draft Draft => Context.Memory.Draft;

    private int TooManyCharacters =>
        Context.Widget is { MaxMessageCharacters: > 0 and var most } ? Math.Max(0, (_longText ?? Draft.Text.Length) - most) : 0;

    private bool CanSend => TooManyCharacters == 0 && (!Draft.IsEmpty || _longText is not null);

    private string? Problem => TooManyCharacters > 0
        ? Texts.Format(TextKeys.TextTooLong, TooManyCharacters, Context.Widget!.MaxMessageCharacters)
        : _notice;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _draft.Restored -= ShowRestored;
        await DetachAsync();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        (_draft, _timesCleared) = (Draft, Draft.TimesCleared);
        _draft.Restored += ShowRestored;
        _shown = Draft.Text;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await AttachAsync();
        if (_wantsFocus) await FocusFieldAsync();
        if (ReplyTo is not null && ReplyTo != _focusedFor) await _input.FocusAsync();
        _focusedFor = ReplyTo;
    }

    private void ShowRestored() => _ = InvokeAsync(() =>
    {
        _shown = Draft.Text;
        StateHasChanged();
    });

    private Task OnTypedAsync(string? text)
    {
        _shown = Draft.Text = text ?? "";
        (_longText, _notice) = (null, null);
        return _shown.Length > 0 ? Context.Actions.TypingAsync(_shown) : Task.CompletedTask;
    }

    // The module keeps the line break out of the field. An Enter of an input method does not come here: see text-input.js.
    private Task OnKeyAsync(KeyboardEventArgs e) =>
        e is { Key: "Enter", ShiftKey: false, IsComposing: false } ? SendAsync() : Task.CompletedTask;

    private async Task SendAsync()
    {
        if (await ReadLongTextAsync() is { } longText) Draft.Text = longText;
        if (!CanSend) return;
        var (text, files) = Draft.Take();
        (_shown, _longText) = ("", null);
        await SendAsync(text, files);
    }

    private async Task SendAsync(string text, IReadOnlyList<BrowserFile> files)
    {
        _notice = null;
        var (answered, id) = (ReplyTo, MessageId.New(Context.Time));
        await Context.Memory.Sent.AddAsync(id, files, Js);
        if (answered is not null) await ReplyToChanged.InvokeAsync(null);
        await ClearFieldAsync();
        _wantsFocus = true;
        var sent = await Context.Actions.SendAsync(new()
        {
            Id = id,
            Content = text,
            ReplyTo = answered?.Id,
            Uploads = [.. files.Select(f => f.ToUpload())],
        });
        if (sent)
        {
            foreach (var file in files) await file.ReleaseAsync();
            return;
        }

        // Nothing that was written is lost.
        Context.Memory.Sent.TakeBack(id);
        Draft.PutBack(text, files);
        (_shown, _notice) = (Draft.Text, Texts[TextKeys.CannotSend]);
        if (answered is not null && ReplyTo is null) await ReplyToChanged.InvokeAsync(answered);
    }
}

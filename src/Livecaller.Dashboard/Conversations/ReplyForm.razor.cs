using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Inbox;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Writes a message to the visitor.</summary>
public sealed partial class ReplyForm : IDisposable
{
    private readonly TextParts _parts = new();

    // The text belongs to the browser until it is sent: writing it back would undo what is typed while it is on the way.
    private string _initial = "";
    private ConversationId? _sent;

    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private InboxState Inbox { get; set; } = null!;

    [Inject] private Drafts Drafts { get; set; } = null!;

    [Inject] private OperatorContext Me { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string Draft => Open.Id is { } id ? Drafts[id, ComposerMode.Reply] : "";

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _initial = Draft;
        Open.Changed += OnChanged;
    }

    /// <inheritdoc />
    public void Dispose() => Open.Changed -= OnChanged;

    private Task OnPartAsync(TextPartEventArgs e) => _parts.Take(e) is { } text ? WriteAsync(text) : Task.CompletedTask;

    private Task WriteAsync(string? text)
    {
        if (Open.Id is not { } id)
            return Task.CompletedTask;
        Drafts[id, ComposerMode.Reply] = text ?? "";
        return Draft.Length > 0 ? Open.TypingAsync() : Task.CompletedTask;
    }

    private string? TakeDraft(ConversationId id)
    {
        var text = Drafts[id, ComposerMode.Reply];
        if (InvisibleText.IsBlank(text))
            return null;
        Drafts[id, ComposerMode.Reply] = "";
        return text;
    }

    // Closes only what was answered, and goes on to the next conversation of the list.
    private async Task SendAndCloseAsync()
    {
        if (Open.Id is not { } id || TakeDraft(id) is not { } text)
            return;
        var next = Inbox.Beside(id);
        if (await Open.SendAsync(text, closes: true) && Open.Id == id)
            Navigation.NavigateTo(next is { } other ? "c/" + Uri.EscapeDataString(other.Value) : "");
    }

    private async Task SendAsync()
    {
        if (Open.Id is not { } id || TakeDraft(id) is not { } text)
            return;
        _sent = id;
        await Open.SendAsync(text);
        await FollowAsync();
    }

    // A reply assigns a waiting conversation, which moves it to another list. One that is held does it later.
    private Task FollowAsync()
    {
        if (_sent is null || Open.Id != _sent || !Open.IsMine)
            return Task.CompletedTask;
        _sent = null;
        return Inbox.Tab == InboxTab.Waiting ? Inbox.ShowAsync(InboxTab.Mine) : Task.CompletedTask;
    }

    private void OnChanged()
    {
        StateHasChanged();
        _ = FollowAsync();
    }
}

using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Shell;

/// <summary>The chat inside its frame, in whatever state it is.</summary>
public sealed partial class ChatPanel : ChatPart
{
    private ConversationMessage? _replyTo;
    private ChatScreen? _screen;
    private ConversationPayload? _read;
    private VisitorId? _visitor;
    private ChatHeader? _header;
    private bool _focusHeader;
    private bool _wasOpen;

    /// <summary>The id of the title, which names the dialog.</summary>
    [Parameter, EditorRequired]
    public string TitleId { get; set; } = "";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        // What stands in front belongs to one visitor, and to one look at the chat.
        if (!Context.IsOpen || _visitor != Context.Visitor?.Uuid) (_screen, _read) = (null, null);
        if (_wasOpen != Context.IsOpen || _visitor != Context.Visitor?.Uuid) (_isHome, _starter) = (true, null);
        (_wasOpen, _visitor) = (Context.IsOpen, Context.Visitor?.Uuid);

        // Another conversation, or a closed one, takes no answer to a message of the last.
        if (_replyTo is not null && (Context.IsClosed || !Context.Snapshot.Messages.Any(m => m.Id == _replyTo.Id))) _replyTo = null;
        await LearnLastAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not before the panel can have it.
        if (!_focusHeader || _header is null) return;
        _focusHeader = false;
        await _header.FocusAsync();
    }

    private void Show(ChatScreen screen) => (_screen, _read) = (screen, null);

    private void Read(ConversationPayload conversation) => (_screen, _read) = (ChatScreen.Earlier, conversation);

    private void GoBack()
    {
        (_screen, _read) = (null, null);
        _focusHeader = true;
        // A callback begins a conversation, which is shown then.
        if (Context.Snapshot.Info is { IsOpen: true } open && open.Id != _openAtHome) _isHome = false;
    }
}

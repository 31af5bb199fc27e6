using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Shell;

/// <summary>The chat inside its frame, in whatever state it is.</summary>
public sealed partial class ChatPanel : ChatPart
{
    private ConversationMessage? _replyTo;
    private ChatScreen? _screen;
    private VisitorId? _visitor;
    private ChatHeader? _header;
    private bool _focusHeader;

    /// <summary>The id of the title, which names the dialog.</summary>
    [Parameter, EditorRequired]
    public string TitleId { get; set; } = "";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // What stands in front belongs to one visitor, and to one look at the chat.
        if (!Context.IsOpen || _visitor != Context.Visitor?.Uuid) _screen = null;
        _visitor = Context.Visitor?.Uuid;

        // Another conversation, or a closed one, takes no answer to a message of the last.
        if (_replyTo is not null && (Context.IsClosed || !Context.Snapshot.Messages.Any(m => m.Id == _replyTo.Id))) _replyTo = null;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not before the panel can have it.
        if (!_focusHeader || _header is null) return;
        _focusHeader = false;
        await _header.FocusAsync();
    }

    private void GoBack()
    {
        _screen = null;
        _focusHeader = true;
    }
}

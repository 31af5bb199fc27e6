using Livecaller.Conversations;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Shell;

/// <summary>The chat inside its frame, in whatever state it is.</summary>
public sealed partial class ChatPanel : ChatPart
{
    private ConversationMessage? _replyTo;

    /// <summary>The id of the title, which names the dialog.</summary>
    [Parameter, EditorRequired]
    public string TitleId { get; set; } = "";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // Another conversation, or a closed one, takes no answer to a message of the last.
        if (_replyTo is not null && (Context.IsClosed || !Context.Snapshot.Messages.Any(m => m.Id == _replyTo.Id))) _replyTo = null;
    }
}

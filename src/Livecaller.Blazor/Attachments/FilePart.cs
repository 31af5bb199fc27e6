using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Attachments;

/// <summary>What shows one file of a message.</summary>
public abstract class FilePart : ChatPart
{
    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ConversationMessage Message { get; set; } = null!;

    /// <summary>Which of its files, from 0 on.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    internal ShownFile File { get; private set; } = null!;

    /// <inheritdoc />
    protected override void OnParametersSet() => File = ShownFile.Of(Message, Context)[Number];

    /// <summary>The visitor takes the message back: its files go with it.</summary>
    private protected void TakeBack() => Context.Actions.Discard(Message.Id);
}

using Livecaller.Blazor.Chat;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Attachments;

/// <summary>The files of a message that are no pictures: recordings to play, anything else as a card to download.</summary>
public sealed partial class MessageFiles : ChatPart
{
    private IReadOnlyList<(int Index, ShownFile Item)> _files = [];

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ConversationMessage Message { get; set; } = null!;

    /// <summary>Whether a message has any.</summary>
    internal static bool HasAny(ConversationMessage message, ChatContext context) => ShownFile.Of(message, context).Any(f => !f.IsPicture);

    /// <inheritdoc />
    protected override void OnParametersSet() =>
        _files = [.. ShownFile.Of(Message, Context).Index().Where(f => !f.Item.IsPicture)];
}

using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Attachments;

/// <summary>The pictures of a message: one in its own shape, several as tiles.</summary>
public sealed partial class MessagePictures : ChatPart
{
    private IReadOnlyList<int> _pictures = [];

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ConversationMessage Message { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnParametersSet() =>
        _pictures = [.. ShownFile.Of(Message, Context).Index().Where(f => f.Item.IsPicture).Select(f => f.Index)];
}

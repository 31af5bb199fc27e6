using Livecaller.Blazor.Attachments;
using Livecaller.Blazor.Localization;
using Livecaller.Components.Attachments;
using Livecaller.Components.Messages;

namespace Livecaller.Blazor.Messages;

/// <summary>The content of one message: quote, text and attachments.</summary>
public sealed partial class MessageBubble : ComponentBase
{
    private string? _body;
    private int _emoji;
    private bool _isLong;
    private IReadOnlyList<ShownFile> _files = [];

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public TimelineRow Row { get; set; } = null!;

    /// <summary>The list that contains it.</summary>
    [Parameter, EditorRequired]
    public MessageList List { get; set; } = null!;

    /// <summary>The text, as it may be shown.</summary>
    [Parameter, EditorRequired]
    public string Body { get; set; } = "";

    private ConversationMessage Message => Row.Message;

    private MessagePayload Payload => Message.Payload;

    private ChatTexts Texts => List.Chat.Texts;

    private bool IsDeleted => Payload.DeletedAt is not null;

    // Most messages have none, and what is not there has nothing to draw.
    private bool HasFiles => !IsDeleted && (Payload.Attachments.Count > 0 || !Message.Uploads.IsEmpty);

    private bool HasBubble =>
        IsDeleted || Body.Length > 0 || Payload.ReplyTo is not null || _files.Any(f => !f.IsImage);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _files = HasFiles ? MessageAttachments.Of(Message, List.Chat) : [];
        if (ReferenceEquals(_body, Body)) return;
        _body = Body;
        _isLong = LongText.IsLong(Body);
        _emoji = _isLong ? 0 : EmojiText.Count(Body);
    }

    private void TakeBack() => List.Chat.Actions.Discard(Message.Id);
}

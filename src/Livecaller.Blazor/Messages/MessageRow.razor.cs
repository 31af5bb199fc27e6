using Livecaller.Blazor.Localization;
using Livecaller.Components.Messages;

namespace Livecaller.Blazor.Messages;

/// <summary>One message with its surroundings. It is rendered again only when it changes.</summary>
public sealed partial class MessageRow : ComponentBase
{
    private TimelineRow? _drawn;
    private ConversationMessage? _read;
    private string _body = "";
    private string _name = "";

    /// <summary>The row.</summary>
    [Parameter, EditorRequired]
    public TimelineRow Row { get; set; } = null!;

    /// <summary>The list that contains it.</summary>
    [Parameter, EditorRequired]
    public MessageList List { get; set; } = null!;

    private ConversationMessage Message => Row.Message;

    private MessagePayload Payload => Message.Payload;

    private ChatTexts Texts => List.Chat.Texts;

    private bool IsDeleted => Payload.DeletedAt is not null;

    private string Label => $"{_name}: {(IsDeleted ? Texts[TextKeys.Deleted] : _body.Length > 0 ? LongText.Quote(_body) : Texts[TextKeys.Attachment])}";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn, Row)) return;
        // Notices change with the language; other texts are cleaned once.
        if (Payload.Notice is not null || !ReferenceEquals(_read, Message)) _body = NoticeText.Of(Payload, List.Chat);
        _read = Message;
        _name = List.Chat.NameOf(Payload.Sender);
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => !ReferenceEquals(_drawn, Row);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _drawn = Row;
}

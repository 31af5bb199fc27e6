using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Components.Messages;

namespace Livecaller.Blazor.Messages;

/// <summary>
/// What a screen reader is to say: the messages of the other side that come while the chat is open, and those that could not be sent,
/// each once. Not what is loaded or drawn while the visitor scrolls, which a live list would read out again and again.
/// </summary>
internal sealed class Announcer
{
    private const int Most = 5;

    private readonly HashSet<MessageId> _failed = [];
    private long? _known;

    /// <summary>The newest, oldest first. What is new here is said.</summary>
    public IReadOnlyList<Announcement> Words { get; private set; } = [];

    public void Follow(ChatContext context)
    {
        if (!context.IsOpen || context.Snapshot is not { Phase: ConversationPhase.Ready, HasLater: false })
        {
            // Messages that arrive meanwhile are visible when the visitor returns.
            _known = null;
            return;
        }

        var (messages, known) = (context.Snapshot.Messages, _known);
        var words = new List<Announcement>();
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            var (message, sequence) = (messages[i], messages[i].Payload.Sequence);
            if (sequence > 0)
            {
                if (_known is null || sequence > _known) _known = sequence;
                if (known is null || sequence <= known) break;
                if (!message.IsOwn && message.Payload.DeletedAt is null && words.Count < Most) words.Insert(0, new(WordsOf(message.Payload, context)));
            }
            else if (message.Status != MessageStatus.Failed)
            {
                _failed.Remove(message.Id);
            }
            else if (_failed.Add(message.Id) && known is not null)
            {
                words.Add(new($"{context.Texts[TextKeys.StatusFailed]}: {ReasonOf(message, context)}".TrimEnd(' ', ':')));
            }
        }

        _known ??= 0;
        if (words.Count > 0) Words = [.. Words.Concat(words).TakeLast(Most)];
    }

    private static string? ReasonOf(ConversationMessage message, ChatContext context) => message.FailureReason is not { Length: > 0 } reason ? null
        : context.Texts.SpokenLanguage.StartsWith("en", StringComparison.Ordinal) ? reason : context.Texts[TextKeys.FailedRefused];

    private static string WordsOf(MessagePayload message, ChatContext context)
    {
        var text = NoticeText.Of(message, context) is { Length: > 0 } body ? LongText.Quote(body) : context.Texts[TextKeys.Attachment];
        return $"{context.NameOf(message.Sender)}: {text}";
    }

    /// <summary>An object for each, so that the same words are said again when they are written again.</summary>
    internal sealed class Announcement(string text)
    {
        public string Text => text;
    }
}

using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using LoadedMessages = System.Collections.Generic.IReadOnlyList<Livecaller.ConversationMessage>;

namespace Livecaller.Blazor.Messages;

/// <summary>Makes the rows of the messages that are in the page. Each depends on its neighbours only.</summary>
internal sealed class Timeline
{
    /// <summary>A longer pause begins a new run, so that its time is said.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly OperatorTurns _turns = new();
    private readonly HashSet<MessageId> _expanded = [];
    private Dictionary<MessageId, TimelineRow> _known = [];

    public IReadOnlyList<TimelineRow> Rows { get; private set; } = [];

    /// <summary>The message whose menu is open.</summary>
    public MessageId? Menu { get; set; }

    /// <summary>When one of the rows, or the heading of a day, reads differently.</summary>
    public DateTimeOffset ChangesAt { get; private set; }

    /// <summary>The line about an operator who has joined and not written yet; null if there is none.</summary>
    public string? Newcomer { get; private set; }

    /// <summary>Whether the typing indicator belongs to the last run of messages.</summary>
    public bool IsContinued { get; private set; }

    /// <summary>Shows a long message as a whole, or only its beginning.</summary>
    public void Expand(MessageId id)
    {
        if (!_expanded.Remove(id)) _expanded.Add(id);
    }

    public void Make(ChatContext context, RowWindow window, long? newAfter)
    {
        var messages = window.Messages;
        _turns.Follow(messages, context.Snapshot.HasEarlier);
        Newcomer = NewcomerOf(context);
        context.Formats.Prepare(messages, window.First, window.End, context);
        var firstNew = FirstNew(messages, newAfter);
        IsContinued = Newcomer is null && IsContinuedBy(context);
        var rows = new List<TimelineRow>(window.End - window.First);
        var known = new Dictionary<MessageId, TimelineRow>(window.End - window.First);
        var now = context.Now;
        ChangesAt = now + TimeText.UntilMidnight(context);
        for (var i = window.First; i < window.End; i++)
        {
            var source = new TimelineRowSource
            {
                Message = messages[i],
                Before = i > 0 ? messages[i - 1] : null,
                After = i + 1 < messages.Count ? messages[i + 1] : null,
                Place = (context.Texts, context.Zone),
                Turns = _turns.Version,
                IsClosed = context.IsClosed,
                IsFirstNew = i == firstNew,
                NextIsFirstNew = i + 1 == firstNew,
                IsExpanded = _expanded.Contains(messages[i].Id),
                HasMenu = Menu == messages[i].Id,
                IsContinued = IsContinued && i + 1 == messages.Count,
            };
            var before = _known.GetValueOrDefault(source.Message.Id);
            var row = before is not null && before.Source.IsSame(source) && (!before.EndsRun || now < before.Elapsed.ChangesAt) ? before : Row(context, source);
            if (row.EndsRun && row.Elapsed.ChangesAt < ChangesAt) ChangesAt = row.Elapsed.ChangesAt;
            rows.Add(row);
            known[source.Message.Id] = row;
        }

        (Rows, _known) = (rows, known);
    }

    private TimelineRow Row(ChatContext context, in TimelineRowSource source)
    {
        var (message, payload) = (source.Message, source.Message.Payload);
        var line = LineAbove(context, message);
        var startsRun = source.Before is null || source.IsFirstNew || line is not null || !BelongTogether(source.Before, message, context);
        var endsRun = (source.After is null && !source.IsContinued) || source.NextIsFirstNew || (source.After is { } after && (LineAbove(context, after) is not null || !BelongTogether(message, after, context)));
        return new(source)
        {
            Day = TimeText.DayOf(payload.CreatedAt, context.Zone),
            Line = line,
            StartsRun = startsRun,
            EndsRun = endsRun,
            Elapsed = endsRun ? TimeText.Of(payload.CreatedAt, context) : default,
            Exact = endsRun ? TimeText.Exact(payload.CreatedAt, context) : "",
            // The server must know a message before another one can point to it.
            CanReply = payload.DeletedAt is null && !source.IsClosed && message.Status is not (MessageStatus.Pending or MessageStatus.Failed)
                && payload.Sender.Type != ParticipantType.System,
        };
    }

    private string? LineAbove(ChatContext context, ConversationMessage message)
    {
        if (message.Payload.Sender.Type != ParticipantType.Operator || !_turns.Begins(message.Id, out var isFirst)) return null;
        return context.Texts.Format(isFirst ? TextKeys.Joined : TextKeys.TalkingTo, context.NameOf(message.Payload.Sender));
    }

    // Assigned or transferred: announced before the operator's first message.
    private string? NewcomerOf(ChatContext context)
    {
        if (context.Snapshot is not { HasLater: false, Info: { IsOpen: true, Operator: { } now } } || now.Id.Value == _turns.Last?.Id) return null;
        var name = context.NameOf(new() { Type = ParticipantType.Operator, Id = now.Id.Value, Name = now.Name });
        return context.Texts.Format(_turns.Last is null && !context.Snapshot.HasEarlier ? TextKeys.Joined : TextKeys.TalkingTo, name);
    }

    private static bool IsContinuedBy(ChatContext context) =>
        context.Snapshot is { HasLater: false, Typing: { } who, Messages: [.., var last] } && !context.IsClosed
        && BelongTogether(last, new() { Status = MessageStatus.Sent, Payload = last.Payload with { Sender = who, CreatedAt = context.Now } }, context);

    // The first of the other side's behind the mark; the visitor's own there are not new.
    private static int FirstNew(LoadedMessages messages, long? newAfter)
    {
        if (newAfter is not { } mark) return -1;
        var (low, high) = (0, messages.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (messages[middle].Payload.Sequence is var sequence && sequence > 0 && sequence <= mark) low = middle + 1;
            else high = middle;
        }

        while (low < messages.Count && messages[low].IsOwn) low++;
        return low < messages.Count ? low : -1;
    }

    // Failed and pending messages show their own status; the footer of a run shows that of its last message.
    private static bool BelongTogether(ConversationMessage before, ConversationMessage message, ChatContext context) =>
        before.Payload.Sender.Type == message.Payload.Sender.Type
        && before.Payload.Sender.Id == message.Payload.Sender.Id
        && before.Payload.Sender.Type != ParticipantType.System
        && before.Status != MessageStatus.Failed
        && message.Status != MessageStatus.Failed
        && (before.Status == MessageStatus.Pending) == (message.Status == MessageStatus.Pending)
        && message.Payload.CreatedAt - before.Payload.CreatedAt < Pause
        && TimeText.DayOf(before.Payload.CreatedAt, context.Zone) == TimeText.DayOf(message.Payload.CreatedAt, context.Zone);
}

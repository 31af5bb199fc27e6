using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Seeding;

// One made-up conversation: rows as the server itself would have stored them.
internal sealed class SampleConversation
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(40);

    private readonly Random _random;
    private DateTimeOffset _now;

    /// <param name="random">Decides everything.</param>
    /// <param name="number">The number of the conversation, which is in the number of its order.</param>
    /// <param name="messages">How many messages it has.</param>
    /// <param name="status">Its status.</param>
    /// <param name="widget">Its widget.</param>
    /// <param name="assignee">Who answers, unless it waits.</param>
    /// <param name="start">When it began.</param>
    public SampleConversation(Random random, int number, int messages, ConversationStatus status, string widget, LivecallerOperator assignee, DateTimeOffset start)
    {
        (_random, _now) = (random, start);
        // Half of them write in the first language.
        var language = SampleTexts.Languages[random.Next(2) * random.Next(SampleTexts.Languages.Count)];
        var name = language.Names[random.Next(language.Names.Count)];
        var code = number.ToString(CultureInfo.InvariantCulture);
        Visitor = new VisitorRow { Id = NewId(), WidgetId = widget, UserId = "sample-" + code, Name = name, Email = $"visitor{code}@{language.Code}.example", CreatedAt = start };
        Row = new ConversationRow { Id = NewId(), WidgetId = widget, VisitorId = Visitor.Id, Status = ConversationStatus.Queued, CreatedAt = start, WaitingSince = start };
        Append(EventNames.ConversationStarted, Payload(null), LivecallerJson.Default.ConversationPayload);
        var visitor = Conversations.Participant.Of(Visitor).Sender;
        Say(visitor, string.Format(CultureInfo.InvariantCulture, language.Questions[0], 100_000 + number));
        if (status != ConversationStatus.Queued)
        {
            (Row.Status, Row.OperatorId, Row.AssignedAt) = (ConversationStatus.Active, assignee.Id, _now);
            Append(EventNames.ConversationUpdated, Payload(assignee), LivecallerJson.Default.ConversationPayload);
        }

        while (Messages.Count < messages)
        {
            var isAnswer = status != ConversationStatus.Queued && random.Next(2) == 0;
            Say(isAnswer ? Conversations.Participant.Of(assignee).Sender : visitor, isAnswer ? Any(language.Answers) : Any(language.Questions.Skip(1).ToList()));
        }

        if (status == ConversationStatus.Closed) Close();
        else if (status == ConversationStatus.Queued) Row.UnreadCount = messages;
    }

    public VisitorRow Visitor { get; }

    public ConversationRow Row { get; }

    public List<EventRow> Events { get; } = [];

    public List<MessageRow> Messages { get; } = [];

    private void Say(MessageSender sender, string text)
    {
        _now += Between * (0.2 + _random.NextDouble());
        var message = new MessagePayload
        {
            Id = new(NewId()),
            ConversationId = new(Row.Id),
            Sequence = Row.LastSequence + 1,
            Sender = sender,
            Content = text,
            Attachments = [],
            CreatedAt = _now,
        };
        Messages.Add(new MessageRow
        {
            Id = message.Id.Value,
            ConversationId = Row.Id,
            Sequence = message.Sequence,
            SenderType = sender.Type,
            SenderId = sender.Id,
            Content = text,
        });
        Add(EventNames.ConversationMessage, JsonSerializer.Serialize(message, LivecallerJson.Default.MessagePayload));
        Conversations.InboxColumns.Note(Row, message);
        // An operator who answers has read what was there.
        if (sender.Type != ParticipantType.Operator) return;
        (Row.OperatorRead, Row.OperatorDelivered, Row.UnreadCount) = (message.Sequence, message.Sequence, 0);
    }

    private void Close()
    {
        _now += Between;
        (Row.Status, Row.ClosedAt, Row.ClosedBy, Row.WaitingSince, Row.UnreadCount) = (ConversationStatus.Closed, _now, ParticipantType.Operator, null, 0);
        (Row.OperatorRead, Row.VisitorRead) = (Row.LastMessageSequence, Row.LastMessageSequence);
        if (_random.Next(3) == 0) (Row.Rating, Row.RatedAt) = (3 + _random.Next(3), _now);
        Append(EventNames.ConversationClosed, new() { Id = new(Row.Id), ClosedBy = ParticipantType.Operator, ClosedAt = _now }, LivecallerJson.Default.ClosedPayload);
    }

    private void Append<T>(string type, T payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        Add(type, EventData.Of(payload, json, Row.LastSequence + 1, new(Row.Id)).ToJsonString());

    private void Add(string type, string data)
    {
        (Row.LastSequence, Row.LastActivityAt) = (Row.LastSequence + 1, _now);
        Events.Add(new EventRow { ConversationId = Row.Id, Sequence = Row.LastSequence, Type = type, Data = data, CreatedAt = _now });
    }

    private ConversationPayload Payload(LivecallerOperator? assignee) => Conversations.ConversationPayloads.ForVisitor(
        Row, null, assignee is null ? null : Conversations.ConversationPayloads.ToSummary(assignee), null, 0, transcriptAllowed: false);

    private string Any(IReadOnlyList<string> texts) => texts[_random.Next(texts.Count)];

    // A UUID of version 7 whose random part comes from the generator: https://www.rfc-editor.org/rfc/rfc9562#section-5.7
    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (_now.ToUnixTimeMilliseconds() << 16) | 0x7000 | (uint)(_random.Next(0x1000)));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}

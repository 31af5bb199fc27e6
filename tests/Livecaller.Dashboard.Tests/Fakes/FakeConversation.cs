using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Tests.Fakes;

/// <summary>One conversation of the <see cref="FakeDesk"/>.</summary>
internal sealed class FakeConversation
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _createdAt;

    internal FakeConversation(TimeProvider time, string? name)
    {
        _time = time;
        _createdAt = time.GetUtcNow();
        Id = new(Guid.CreateVersion7(_createdAt).ToString());
        Visitor = new() { Uuid = new(Guid.NewGuid().ToString()), Name = name };
    }

    internal ConversationId Id { get; }

    internal VisitorPayload Visitor { get; set; }

    internal ConversationStatus Status { get; set; } = ConversationStatus.Queued;

    internal OperatorSummary? Operator { get; set; }

    internal DepartmentSummary? Department { get; set; }

    internal CallbackPayload? Callback { get; set; }

    internal DateTimeOffset? ClosedAt { get; set; }

    internal long OperatorRead { get; set; }

    internal long OperatorDelivered { get; set; }

    internal Dictionary<string, string> Fields { get; } = [];

    internal List<LoggedEvent> Events { get; } = [];

    internal List<MessagePayload> Messages { get; } = [];

    internal long LastSequence => Events.Count;

    internal DateTimeOffset Activity => Messages.Count > 0 ? Messages[^1].CreatedAt : _createdAt;

    internal MessageSender VisitorSender => new() { Type = ParticipantType.Visitor, Id = Visitor.Uuid.Value, Name = Visitor.Name };

    internal OperatorConversationPayload Payload => new()
    {
        Id = Id,
        Status = Status,
        Operator = Operator,
        Department = Department,
        Callback = Callback,
        CreatedAt = _createdAt,
        ClosedAt = ClosedAt,
        QueuePosition = Status == ConversationStatus.Queued ? 1 : null,
        LastSequence = LastSequence,
        UnreadCount = Messages.Count(m => m.Sender.Type == ParticipantType.Visitor && m.Sequence > OperatorRead),
        Channel = ChannelNames.Conversation(Id),
        WidgetId = new("widget"),
        Visitor = Visitor,
        Fields = Fields,
        LastMessage = Messages.Count > 0 ? Messages[^1] : null,
    };

    internal bool Matches(string text) =>
        (Visitor.Name ?? "").Contains(text, StringComparison.OrdinalIgnoreCase)
        || Messages.Exists(m => m.Content.Contains(text, StringComparison.OrdinalIgnoreCase));

    internal MessagePayload Add(
        MessageSender sender, string text, MessageId? id = null, MessageQuote? replyTo = null, IReadOnlyList<AttachmentPayload>? attachments = null)
    {
        var message = new MessagePayload
        {
            Id = id ?? MessageId.New(_time),
            ConversationId = Id,
            Sequence = LastSequence + 1,
            Sender = sender,
            Content = text,
            ReplyTo = replyTo,
            Attachments = attachments ?? [],
            CreatedAt = _time.GetUtcNow(),
        };
        Messages.Add(message);
        Append(EventNames.ConversationMessage, message, LivecallerJson.Default.MessagePayload);
        return message;
    }

    internal LoggedEvent Append<T>(string type, T payload, JsonTypeInfo<T> typeInfo)
    {
        var data = JsonSerializer.SerializeToNode(payload, typeInfo)!.AsObject();
        data["sequence"] = LastSequence + 1;
        data["conversation_id"] = Id.Value;
        var logged = new LoggedEvent
        {
            Sequence = LastSequence + 1,
            Type = type,
            Data = JsonSerializer.SerializeToElement<JsonNode>(data),
            CreatedAt = _time.GetUtcNow(),
        };
        Events.Add(logged);
        return logged;
    }
}

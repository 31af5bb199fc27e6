using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

// Notes how far one side has read. What an operator has read was delivered, too.
internal sealed class ReadMarkWrite(Participant reader, string id, long sequence) : GroupedWrite<Outcome<bool>>
{
    public override IEnumerable<string> Conversations => [id];

    protected override Outcome<bool> Write(LogBatch batch)
    {
        if (batch.Find(id) is not { } conversation || !reader.CanSee(conversation)) return Problems.NotFound("conversation");
        if (MarkRules.Check(sequence, conversation.LastSequence) is { } fault) return fault;
        if (sequence <= ReadOf(reader, conversation)) return true;
        var marked = reader.Type == ParticipantType.Visitor ? conversation with { VisitorRead = sequence }
            : conversation with { OperatorRead = sequence, OperatorDelivered = Math.Max(sequence, conversation.OperatorDelivered) };
        if (marked.OperatorDelivered > conversation.OperatorDelivered) batch.AnnounceDelivered(marked);
        batch.AppendMark(marked, EventNames.ConversationRead, new() { Reader = reader.Type, ReadSequence = sequence }, LivecallerJson.Default.ReadPayload);
        return true;
    }

    public static long ReadOf(Participant reader, LoggedConversation conversation) =>
        reader.Type == ParticipantType.Visitor ? conversation.VisitorRead : conversation.OperatorRead;
}

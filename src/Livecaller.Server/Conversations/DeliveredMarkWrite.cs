using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

// Raises the delivered marks of conversations. What changes nothing is passed over.
internal sealed class DeliveredMarkWrite(IReadOnlyList<KeyValuePair<string, long>> marks) : GroupedWrite<bool>
{
    public override IEnumerable<string> Conversations => marks.Select(m => m.Key);

    protected override bool Write(LogBatch batch)
    {
        foreach (var (id, sequence) in marks)
        {
            if (batch.Find(id) is { } conversation && sequence > conversation.OperatorDelivered && sequence <= conversation.LastSequence)
                batch.SetDelivered(conversation with { OperatorDelivered = sequence });
        }

        return true;
    }
}

using Livecaller.Protocol;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>A conversation of a test, as the server has it now.</summary>
internal sealed class DeskConversation(Desk desk, ConversationId id, string token)
{
    internal ConversationId Id => id;

    /// <summary>The visitor's session.</summary>
    internal string Token => token;

    internal OperatorConversationPayload Payload => Desk.Get(desk.CallAsync((IOperatorService s) => s.FindAsync(OperatorCaller.Application, id)));

    internal ConversationStatus Status => Payload.Status;

    internal OperatorSummary? Operator => Payload.Operator;

    internal long OperatorRead => Payload.OperatorReadSequence;

    internal long OperatorDelivered => Payload.OperatorDeliveredSequence;

    internal IReadOnlyList<MessagePayload> Messages => Desk.Get(desk.CallAsync((IOperatorService s) => s.ReadMessagesAsync(OperatorCaller.Application, id, null, 100)));
}

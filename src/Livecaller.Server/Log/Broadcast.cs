using Livecaller.Protocol;

namespace Livecaller.Server.Log;

internal sealed record Broadcast(
    IReadOnlyList<string> Channels, ConversationId ConversationId, string EventName, long? Sequence, string DataJson);

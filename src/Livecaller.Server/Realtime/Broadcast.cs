using Livecaller.Protocol;

namespace Livecaller.Server.Realtime;

internal sealed record Broadcast(
    IReadOnlyList<string> Channels, ConversationId ConversationId, string EventName, long? Sequence, string DataJson);

using System.Text.Json;

namespace Livecaller.Testing.Server;

/// <summary>What is broadcast to a conversation's subscribers without being logged.</summary>
internal sealed class TestSignals(IBroadcaster broadcaster)
{
    public void Typing(ConversationId id, MessageSender sender, string? text) => Broadcast(id, EventNames.ConversationTyping, JsonSerializer.SerializeToElement(
        new TypingPayload { Sender = sender, Text = text, ConversationId = id }, LivecallerJson.Default.TypingPayload));

    public void Delivered(ConversationId id, long sequence) => Broadcast(id, EventNames.ConversationDelivered, JsonSerializer.SerializeToElement(
        new DeliveredPayload { ConversationId = id, DeliveredSequence = sequence }, LivecallerJson.Default.DeliveredPayload));

    /// <summary>Announces a new position in the queue.</summary>
    public void Moved(ConversationPayload conversation) => Broadcast(conversation.Id, EventNames.ConversationUpdated, EventData.OfAnnounced(conversation));

    private void Broadcast(ConversationId id, string eventName, JsonElement data) => broadcaster.Broadcast([ChannelNames.Conversation(id)], eventName, data);
}

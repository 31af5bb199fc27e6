using Livecaller.Attachments;
using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Session;

namespace Livecaller.Conversations;

/// <summary>Creates the conversations of one visitor from their parts.</summary>
internal sealed class ConversationFactory(
    LivecallerOptions options, SessionState session, LogEpoch epoch, VisitorApi api, WidgetCache widget, AttachmentUploader uploader, EntryKeeper keeper,
    SentMessages sent,
    ConversationStartGate starts, RetryLoop retry, VisitorEvents events, Fence fence, ILogger logger, CancellationToken ended)
{
    /// <summary>Creates a conversation.</summary>
    /// <param name="id">Its id; null for one that starts with its first message.</param>
    /// <param name="owner">Owns it.</param>
    public Conversation Create(ConversationId? id, IConversationOwner owner)
    {
        var state = new ConversationState(id, options.MaxLoadedMessages, logger);
        var statuses = new MessageStatuses(state, events);
        var delivery = new MessageDelivery(state, api, uploader, keeper, starts, retry, fence, logger);
        return new(
            state,
            statuses,
            new(state, statuses, delivery, keeper, sent, api, session, epoch, owner, options.TimeProvider, logger, ended),
            new(state, statuses, api, retry, owner, fence, logger, ended),
            new(state, api, widget, events, fence, options.TimeProvider, logger, ended),
            api, owner, fence);
    }
}

using Livecaller.Background;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Conversations;

/// <summary>Opens the conversations of one visitor, and starts the background listener for those that are open.</summary>
internal sealed class ConversationOpener(
    SessionState session, VisitorApi api, ConversationRegistry conversations, ConversationStartGate starts, ConversationSync sync,
    BackgroundListener listener, Fence fence)
{
    /// <summary>Opens the newest open conversation, or the draft.</summary>
    public async Task<Conversation> OpenNewestAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        // A first message that is on its way holds the conversation that it starts.
        if (conversations.BusyDraft() is { } busy) return busy;
        try
        {
            await sync.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerException e) when (Backoff.IsTransient(e) && conversations.NewestOpen() is not null)
        {
            // The session remembers an open conversation: it is shown, and loads when the server can be reached again.
        }

        return Load(conversations.NewestOpen() ?? conversations.Draft());
    }

    /// <summary>Opens a conversation by its id.</summary>
    public async Task<Conversation> OpenAsync(ConversationId id, CancellationToken cancellationToken)
    {
        Conversation? conversation = null;
        try
        {
            var payload = await api.GetConversationAsync(id, cancellationToken).ConfigureAwait(false);
            if (payload.IsOpen)
            {
                // It is followed as every open one is, from the position that the visitor's listeners have reached.
                listener.Start();
                await sync.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                fence.TryRun(() => conversation = conversations.TakeClosed(payload));
            }
        }
        catch (LivecallerException e) when (Backoff.IsTransient(e) && conversations.Find(id) is { Snapshot.Info: not null })
        {
            // It shows what is known of it, and loads when the server can be reached again.
        }

        return Load(conversation ?? conversations.Find(id));
    }

    /// <summary>Requests a callback, and opens the conversation that it starts.</summary>
    public async Task<Conversation> RequestCallbackAsync(CallbackRequest request, CancellationToken cancellationToken)
    {
        listener.Start();
        ConversationPayload started;
        using (await starts.HoldAsync(cancellationToken).ConfigureAwait(false))
        {
            started = await api.RequestCallbackAsync(request, cancellationToken).ConfigureAwait(false);
            fence.TryRun(() => sync.Adopt(started, session.CursorOf(started.Id) ?? 0));
        }

        return Load(conversations.Find(started.Id));
    }

    private static Conversation Load(Conversation? conversation)
    {
        if (conversation is null) throw new OperationCanceledException("The visitor session ended.");
        conversation.Load();
        return conversation;
    }
}

using Livecaller.Http;
using Livecaller.Protocol;

namespace Livecaller;

public sealed partial class LivecallerClient
{
    /// <summary>
    /// Gives one of the visitor's conversations by its id, such as an earlier one. A closed one is there to be read: nothing follows it, and the
    /// open one stays as it is. Signs in as <see cref="OpenConversationAsync(CancellationToken)"/> does, where there is no session.
    /// </summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerApiException">The server refused: 404 when the visitor has no such conversation.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached, and the conversation is not known here.</exception>
    public async Task<Conversation> OpenConversationAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        var scope = await EnsureVisitorAsync(cancellationToken).ConfigureAwait(false);
        Conversation? conversation = null;
        try
        {
            var payload = await scope.CallAsync((api, token, end) => api.GetConversationAsync(token, id, end), cancellationToken, whilePaused: true).ConfigureAwait(false);
            if (payload.IsOpen)
            {
                // It is followed as every open one is: from where this visitor's listeners are.
                scope.Listener.Start();
                _renewal?.Arm();
                await scope.Listener.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                scope.Fence.TryRun(() => conversation = scope.Conversations.TakeClosed(payload));
            }
        }
        catch (LivecallerException e) when (Backoff.IsTransient(e) && scope.Conversations.Find(id) is { Snapshot.Info: not null })
        {
            // It shows what is known of it, and loads when the server is back.
        }

        conversation ??= scope.Conversations.Find(id) ?? throw new OperationCanceledException("The visitor is gone.");
        conversation.Load();
        return conversation;
    }

    /// <summary>
    /// Asks for a call back. That begins a conversation, in which the operators see the number, and gives it. Signs in as
    /// <see cref="OpenConversationAsync(CancellationToken)"/> does, where there is no session.
    /// </summary>
    /// <param name="request">Whom to call, and when. Without an id of its own it gets one, and every call asks for another call back.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The number is none.</exception>
    /// <exception cref="LivecallerApiException">The server refused, and says why.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    public async Task<Conversation> RequestCallbackAsync(CallbackRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!WidgetFieldRules.IsPhone(request.Phone?.Trim() ?? "")) throw new ArgumentException("The number is no telephone number.", nameof(request));
        var named = request with { Id = request.Id ?? MessageId.New(Options.TimeProvider) };
        var scope = await EnsureVisitorAsync(cancellationToken).ConfigureAwait(false);
        scope.Listener.Start();
        _renewal?.Arm();
        ConversationPayload begun;
        using (await scope.Conversations.HoldStartsAsync(cancellationToken).ConfigureAwait(false))
        {
            begun = await scope.CallAsync((api, token, end) => api.RequestCallbackAsync(token, named, end), cancellationToken).ConfigureAwait(false);
            scope.Fence.TryRun(() => scope.Listener.Adopt(begun, scope.Session.CursorOf(begun.Id) ?? 0));
        }

        var conversation = scope.Conversations.Find(begun.Id) ?? throw new OperationCanceledException("The visitor is gone.");
        conversation.Load();
        return conversation;
    }
}

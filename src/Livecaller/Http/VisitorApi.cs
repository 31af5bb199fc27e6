using System.Net;
using Livecaller.Attachments;
using Livecaller.Connection;
using Livecaller.Session;

namespace Livecaller.Http;

/// <summary>
/// The widget API on behalf of one visitor. Every call carries the visitor's session token, which is renewed when the server refuses it, and is
/// canceled when the visitor's session ends. Calls wait while the app is suspended, except for those that a push needs.
/// </summary>
/// <param name="api">Sends the calls.</param>
/// <param name="session">Has the token.</param>
/// <param name="epoch">Is told the epoch of the logs.</param>
/// <param name="suspend">Says whether the app is suspended.</param>
/// <param name="tokens">Renews the token.</param>
/// <param name="ended">Canceled when the visitor's session ends.</param>
internal sealed class VisitorApi(
    WidgetApi api, SessionState session, LogEpoch epoch, SuspendState suspend, ISessionTokens tokens, CancellationToken ended)
{
    public Task<VisitorSession> UpdateVisitorAsync(string jwt, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.UpdateVisitorAsync(token, jwt, end), cancellationToken, whileSuspended: true);

    public Task<ChannelAuthorization> AuthorizeChannelAsync(string endpoint, string socketId, string channel, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.AuthorizeChannelAsync(token, endpoint, socketId, channel, end), cancellationToken, whileSuspended: true);

    /// <summary>Lists all conversations, page by page, newest first.</summary>
    public async Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(CancellationToken cancellationToken)
    {
        List<ConversationPayload> all = [];
        HashSet<ConversationId> known = [];
        while (true)
        {
            var before = all.Count == 0 ? (ConversationId?)null : all[^1].Id;
            var page = await ListConversationsAsync(WidgetApi.ConversationPageSize, before, cancellationToken).ConfigureAwait(false);
            var count = all.Count;
            all.AddRange(page.Where(c => known.Add(c.Id)));
            // A server that does not know `before` returns the same page again.
            if (page.Count < WidgetApi.ConversationPageSize || all.Count == count) return all;
        }
    }

    public Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(int limit, ConversationId? before, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.ListConversationsAsync(token, limit, before, end), cancellationToken, whileSuspended: true);

    public Task<ConversationPayload> GetConversationAsync(ConversationId id, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.GetConversationAsync(token, id, end), cancellationToken, whileSuspended: true);

    public Task<ConversationPayload> StartConversationAsync(StartConversationRequest request, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.StartConversationAsync(token, request, end), cancellationToken);

    public Task<ConversationPayload> RequestCallbackAsync(CallbackRequest request, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.RequestCallbackAsync(token, request, end), cancellationToken);

    public Task RequestTranscriptAsync(ConversationId id, string email, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.RequestTranscriptAsync(token, id, email, end), cancellationToken);

    /// <param name="id">The conversation.</param>
    /// <param name="from">The position of the page, as part of the query; empty for the newest page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<MessagePayload>> GetMessagesAsync(ConversationId id, string from, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.GetMessagesAsync(token, id, from, end), cancellationToken);

    public Task<IReadOnlyList<MessagePayload>> GetMessagesAroundAsync(ConversationId id, MessageId message, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.GetMessagesAroundAsync(token, id, message, end), cancellationToken);

    public async Task<EventPage> GetEventsAsync(ConversationId id, long after, bool whileSuspended, CancellationToken cancellationToken)
    {
        var page = await CallAsync((token, end) => api.GetEventsAsync(token, id, after, end), cancellationToken, whileSuspended).ConfigureAwait(false);
        epoch.Observe(page.Epoch);
        return page;
    }

    public Task<MessagePayload> SendMessageAsync(ConversationId id, SendMessageRequest message, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.SendMessageAsync(token, id, message, end), cancellationToken);

    public Task SendTypingAsync(ConversationId id, string? text, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.SendTypingAsync(token, id, text, end), cancellationToken);

    public Task MarkReadAsync(ConversationId id, long sequence, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.MarkReadAsync(token, id, sequence, end), cancellationToken);

    public Task<ConversationPayload> CloseAsync(ConversationId id, CancellationToken cancellationToken) =>
        CallLogAsync((token, end) => api.CloseAsync(token, id, end), cancellationToken);

    public Task RateAsync(ConversationId id, int rating, string? comment, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.RateAsync(token, id, rating, comment, end), cancellationToken);

    public Task ChangeEmailAsync(ConversationId id, string email, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.ChangeEmailAsync(token, id, email, end), cancellationToken);

    public Task<(AttachmentId Id, long Offset)> CreateUploadAsync(
        FileDescription file, long size, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.CreateUploadAsync(token, file, size, piece, end), cancellationToken);

    public Task<long?> GetUploadOffsetAsync(AttachmentId id, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.GetUploadOffsetAsync(token, id, end), cancellationToken);

    public Task<long> AppendUploadAsync(AttachmentId id, long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.AppendUploadAsync(token, id, offset, piece, end), cancellationToken);

    public Task DeleteUploadAsync(AttachmentId id, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.DeleteUploadAsync(token, id, end), cancellationToken);

    public Task<AttachmentPayload> GetAttachmentAsync(AttachmentId id, CancellationToken cancellationToken) =>
        CallAsync((token, end) => api.GetAttachmentAsync(token, id, end), cancellationToken);

    /// <summary>A call whose answer carries the epoch of the logs.</summary>
    private async Task<T> CallLogAsync<T>(
        Func<string, CancellationToken, Task<DataEnvelope<T>>> call, CancellationToken cancellationToken, bool whileSuspended = false)
    {
        var answer = await CallAsync(call, cancellationToken, whileSuspended).ConfigureAwait(false);
        epoch.Observe(answer.Epoch);
        return answer.Data;
    }

    private Task<bool> CallAsync(Func<string, CancellationToken, Task> call, CancellationToken cancellationToken) => CallAsync(
        async (token, end) =>
        {
            await call(token, end).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<T> CallAsync<T>(Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken, bool whileSuspended = false)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended);
        while (true)
        {
            if (!whileSuspended) await suspend.WhenAwakeAsync(either.Token).ConfigureAwait(false);
            var token = session.Token;
            try
            {
                var answer = await call(token, either.Token).ConfigureAwait(false);
                tokens.OnAccepted(token);
                return answer;
            }
            catch (LivecallerApiException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                // If the token has changed, the refusal is about the old one: a login renewed it during the call.
                if (token == session.Token && !await tokens.TryRenewAsync(session, token, e.StatusCode, either.Token).ConfigureAwait(false))
                {
                    e.RefusedToken = token;
                    if (e.StatusCode == HttpStatusCode.Unauthorized) tokens.OnRefused(session, token);
                    throw;
                }

                if (either.IsCancellationRequested) throw;
            }
        }
    }
}

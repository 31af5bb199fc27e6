namespace Livecaller.Http;

internal sealed partial class WidgetApi
{
    public const int MessagePageSize = 50;
    public const int ConversationPageSize = 100;
    private const int EventPageSize = 500;

    /// <summary>Returns one page of the conversations, newest first.</summary>
    public async Task<DataEnvelope<IReadOnlyList<ConversationPayload>>> ListConversationsAsync(
        string token, int limit, ConversationId? before, CancellationToken cancellationToken) =>
        Present(await GetAsync(
            $"v1/widget/conversations?limit={limit}{(before is { } id ? $"&before={Uri.EscapeDataString(id.Value)}" : "")}", token,
            LivecallerJson.Default.DataEnvelopeIReadOnlyListConversationPayload, cancellationToken).ConfigureAwait(false));

    public Task<DataEnvelope<ConversationPayload>> StartConversationAsync(string token, StartConversationRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/widget/conversations", token, Json(request, LivecallerJson.Default.StartConversationRequest),
            LivecallerJson.Default.DataEnvelopeConversationPayload, cancellationToken);

    public Task<DataEnvelope<ConversationPayload>> RequestCallbackAsync(string token, CallbackRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "v1/widget/callbacks", token, Json(request, LivecallerJson.Default.CallbackRequest),
            LivecallerJson.Default.DataEnvelopeConversationPayload, cancellationToken);

    public Task<DataEnvelope<ConversationPayload>> GetConversationAsync(string token, ConversationId id, CancellationToken cancellationToken) =>
        GetAsync(Path(id), token, LivecallerJson.Default.DataEnvelopeConversationPayload, cancellationToken);

    public Task RequestTranscriptAsync(string token, ConversationId id, string email, CancellationToken cancellationToken) =>
        PostAsync($"{Path(id)}/transcript", token, Json(new() { Email = email }, LivecallerJson.Default.TranscriptRequest), cancellationToken);

    /// <param name="token">The session token.</param>
    /// <param name="id">The conversation.</param>
    /// <param name="from">The position of the page, as part of the query; empty for the newest page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<DataEnvelope<IReadOnlyList<MessagePayload>>> GetMessagesAsync(
        string token, ConversationId id, string from, CancellationToken cancellationToken) =>
        Present(await GetAsync(
            $"{Path(id)}/messages?limit={MessagePageSize}{from}", token,
            LivecallerJson.Default.DataEnvelopeIReadOnlyListMessagePayload, cancellationToken).ConfigureAwait(false));

    public Task<DataEnvelope<IReadOnlyList<MessagePayload>>> GetMessagesAroundAsync(
        string token, ConversationId id, MessageId message, CancellationToken cancellationToken) =>
        GetMessagesAsync(token, id, $"&around={Uri.EscapeDataString(message.Value)}", cancellationToken);

    public async Task<EventPage> GetEventsAsync(string token, ConversationId id, long after, CancellationToken cancellationToken)
    {
        var page = await GetAsync($"{Path(id)}/events?after={after}&limit={EventPageSize}", token, LivecallerJson.Default.EventPage, cancellationToken).ConfigureAwait(false);
        return page with { Data = Present(page.Data) };
    }

    public Task<DataEnvelope<MessagePayload>> SendMessageAsync(
        string token, ConversationId id, SendMessageRequest message, CancellationToken cancellationToken) =>
        PostAsync(
            $"{Path(id)}/messages", token, Json(message, LivecallerJson.Default.SendMessageRequest),
            LivecallerJson.Default.DataEnvelopeMessagePayload, cancellationToken);

    public Task SendTypingAsync(string token, ConversationId id, string? text, CancellationToken cancellationToken) =>
        PostAsync($"{Path(id)}/typing", token, Json(new() { Text = text }, LivecallerJson.Default.TypingRequest), cancellationToken);

    public Task MarkReadAsync(string token, ConversationId id, long sequence, CancellationToken cancellationToken) =>
        PostAsync($"{Path(id)}/read", token, Json(new() { Sequence = sequence }, LivecallerJson.Default.ReadRequest), cancellationToken);

    public Task<DataEnvelope<ConversationPayload>> CloseAsync(string token, ConversationId id, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Post, $"{Path(id)}/close", token, null, LivecallerJson.Default.DataEnvelopeConversationPayload,
            AnswerTimeout, cancellationToken);

    public Task RateAsync(string token, ConversationId id, int rating, string? comment, CancellationToken cancellationToken) =>
        PostAsync(
            $"{Path(id)}/feedback", token,
            Json(new() { Rating = rating, Comment = comment }, LivecallerJson.Default.FeedbackRequest), cancellationToken);

    public async Task ChangeEmailAsync(string token, ConversationId id, string email, CancellationToken cancellationToken) =>
        await SendAsync(
            HttpMethod.Put, $"{Path(id)}/email", token, Json(new() { Email = email }, LivecallerJson.Default.ChangeEmailRequest), AnswerTimeout,
            cancellationToken).ConfigureAwait(false);

    private static string Path(ConversationId id) => $"v1/widget/conversations/{Uri.EscapeDataString(id.Value)}";
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>An operator's API calls, which are retried until the server responds.</summary>
internal sealed class OperatorApi(Uri address, CancellationToken stop) : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(150);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private volatile string? _token;

    public Task<WidgetConfiguration> GetWidgetAsync() => Unwrap(RepeatAsync(
        () => new(HttpMethod.Get, $"v1/widget?widget_id={HostProcess.WidgetId}"), LivecallerJson.Default.DataEnvelopeWidgetConfiguration, signed: false));

    public Task<EventPage> GetEventsAsync(ConversationId id, long after) => RepeatAsync(
        () => new(HttpMethod.Get, $"v1/operator/conversations/{id.Value}/events?after={after}"), LivecallerJson.Default.EventPage);

    public Task<IReadOnlyList<OperatorConversationPayload>> ListAsync() => Unwrap(RepeatAsync(
        () => new(HttpMethod.Get, "v1/operator/conversations?limit=100"),
        OperatorJson.Default.DataEnvelopeIReadOnlyListOperatorConversationPayload));

    /// <summary>Sends a message. The call is idempotent because of the message's ID.</summary>
    public Task SendAsync(ConversationId id, string content)
    {
        var message = new SendMessageRequest { Id = MessageId.New(TimeProvider.System), Content = content };
        return RepeatAsync(
            () => new(HttpMethod.Post, $"v1/operator/conversations/{id.Value}/messages")
            {
                Content = JsonContent.Create(message, LivecallerJson.Default.SendMessageRequest),
            },
            LivecallerJson.Default.DataEnvelopeMessagePayload);
    }

    public Task CloseAsync(ConversationId id) => RepeatAsync(
        () => new(HttpMethod.Post, $"v1/operator/conversations/{id.Value}/close"), OperatorJson.Default.DataEnvelopeOperatorConversationPayload);

    public Task<ChannelAuthorization> AuthorizeAsync(string socketId, string channel) => RepeatAsync(
        () => new(HttpMethod.Post, "v1/operator/broadcasting/auth")
        {
            Content = JsonContent.Create(new() { SocketId = socketId, ChannelName = channel }, LivecallerJson.Default.ChannelAuthorizationRequest),
        },
        LivecallerJson.Default.ChannelAuthorization);

    /// <summary>The whole log of a conversation.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> GetLogAsync(ConversationId id)
    {
        List<LoggedEvent> log = [];
        while (true)
        {
            var page = await GetEventsAsync(id, log.Count == 0 ? 0 : log[^1].Sequence);
            log.AddRange(page.Data);
            if (page.Data.Count == 0) return log;
        }
    }

    /// <summary>Downloads what a link of the server's points to.</summary>
    public Task<byte[]> DownloadAsync(Uri url) => _http.GetByteArrayAsync(url, stop);

    public void Dispose()
    {
        _http.Dispose();
        _signingIn.Dispose();
    }

    private static async Task<T> Unwrap<T>(Task<DataEnvelope<T>> answer) => (await answer).Data;

    private async Task<T> RepeatAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> type, bool signed = true)
    {
        while (true)
        {
            try
            {
                if (signed && _token is null) await SignInOnceAsync();
                using var request = make();
                if (signed) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
                using var answer = await _http.SendAsync(request, stop);
                if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync(type, stop))!;
                if (answer.StatusCode == HttpStatusCode.Unauthorized) _token = null;
                else if ((int)answer.StatusCode < 500)
                    throw new InvalidOperationException($"{request.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // The connection or the server was killed. The call can be repeated.
            }

            await Task.Delay(RetryDelay, TimeProvider.System, stop);
        }
    }

    // Many calls at the same time sign in once: the server slows down tries that come together.
    private async Task SignInOnceAsync()
    {
        await _signingIn.WaitAsync(stop);
        try
        {
            if (_token is null) await SignInAsync();
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private async Task SignInAsync()
    {
        var login = new OperatorLoginRequest { Email = HostProcess.OperatorEmail, Password = HostProcess.OperatorPassword };
        var session = await RepeatAsync(
            () => new(HttpMethod.Post, "v1/operator/auth/login")
            {
                Content = JsonContent.Create(login, OperatorJson.Default.OperatorLoginRequest),
            },
            OperatorJson.Default.OperatorSession, signed: false);
        _token = session.Auth.AccessToken;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Livecaller.Http;

/// <summary>The typed calls of the widget API. Every failure is a <see cref="LivecallerException"/>.</summary>
/// <param name="http">Sends the calls.</param>
/// <param name="options">The widget, and the clock.</param>
/// <param name="language">Returns the visitor's language.</param>
internal sealed partial class WidgetApi(HttpClient http, LivecallerOptions options, Func<string> language)
{
    private const int MaxResponseBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Creates the client that sends the calls.</summary>
    public static HttpClient CreateHttpClient(LivecallerOptions options)
    {
        var url = options.ServerUrl.AbsoluteUri;
        return new(options.HttpHandler ?? SharedHandler.Instance, disposeHandler: false)
        {
            BaseAddress = url.EndsWith('/') ? options.ServerUrl : new(url + "/"),
            // Every call has a timeout of its own, on the clock of the options.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxResponseBytes,
        };
    }

    private Task<T> GetAsync<T>(string path, string? token, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, path, token, null, answer, AnswerTimeout, cancellationToken);

    private Task<T> PostAsync<T>(string path, string? token, HttpContent content, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, path, token, content, answer, AnswerTimeout, cancellationToken);

    private async Task PostAsync(string path, string? token, HttpContent? content, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Post, path, token, content, AnswerTimeout, cancellationToken).ConfigureAwait(false);

    private async Task<T> CallAsync<T>(
        HttpMethod method, string path, string? token, HttpContent? content, JsonTypeInfo<T> answer, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var body = await SendAsync(method, path, token, content, timeout, cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(body, answer) is { } value) return value;
        }
        catch (JsonException e)
        {
            throw NotWidgetApi(method, path, e);
        }

        throw NotWidgetApi(method, path, null);
    }

    private async Task<byte[]> SendAsync(
        HttpMethod method, string path, string? token, HttpContent? content, TimeSpan timeout, CancellationToken cancellationToken) =>
        (await ExchangeAsync(method, path, token, content, timeout, null, cancellationToken).ConfigureAwait(false)).Body;

    private async Task<(byte[] Body, HttpResponseHeaders Headers)> ExchangeAsync(
        HttpMethod method, string path, string? token, HttpContent? content, TimeSpan timeout, Action<HttpRequestHeaders>? prepare,
        CancellationToken cancellationToken)
    {
        await CallerContext.LeaveAsync();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-LC-Widget", options.WidgetId.Value);
        request.Headers.AcceptLanguage.TryParseAdd(language());
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        prepare?.Invoke(request.Headers);
        using var late = new CancellationTokenSource(timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // A handler that ignores the cancellation token must not block the caller.
            using var response = await http.SendAsync(request, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? (body, response.Headers) : throw Refusal(response, body);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LivecallerUnavailableException($"{method} {PathOnly(path)} was not answered within {timeout.TotalSeconds:0} s.", e);
        }
        // A connection that ends at certain moments throws the exception of its socket.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new LivecallerUnavailableException($"{method} {PathOnly(path)} did not reach the server: {e.Message}", e);
        }
    }

    private LivecallerApiException Refusal(HttpResponseMessage response, byte[] body)
    {
        var problem = ReadProblem(response, body) ?? new Problem
        {
            Title = response.ReasonPhrase ?? response.StatusCode.ToString(),
            Status = (int)response.StatusCode,
        };
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? new LivecallerAuthenticationException(problem)
            : new LivecallerApiException(response.StatusCode, problem, RetryAfter(response));
    }

    private static Problem? ReadProblem(HttpResponseMessage response, byte[] body)
    {
        // The page of a proxy is not a problem document, whatever its status.
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true) return null;
        try
        {
            return JsonSerializer.Deserialize(body, LivecallerJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A date is relative to the server's clock, because this device's clock may be wrong.
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var retryAfter = response.Headers.RetryAfter;
        return retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - (response.Headers.Date ?? options.TimeProvider.GetUtcNow()) : null);
    }

    private static DataEnvelope<IReadOnlyList<T>> Present<T>(DataEnvelope<IReadOnlyList<T>> answer) where T : class =>
        answer with { Data = Present(answer.Data) };

    // The serializer does not reject nulls in lists.
    private static IReadOnlyList<T> Present<T>(IReadOnlyList<T> list) where T : class =>
        list.Any(static item => item is null) ? [.. list.Where(static item => item is not null)] : list;

    private static LivecallerUnavailableException NotWidgetApi(HttpMethod method, string path, Exception? cause) =>
        new($"{method} {PathOnly(path)} did not return the JSON of the widget API. Is the address right, or is there a proxy in between?", cause);

    // A query may contain an identity token.
    private static string PathOnly(string path) => path.Split('?')[0];

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new("application/json") } };

    private static JsonElement Text(string value) => JsonSerializer.SerializeToElement(value, LivecallerJson.Default.String);
}

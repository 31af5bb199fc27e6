using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Webhooks;

/// <summary>Sends the events of an application to one receiver, in their order.</summary>
internal sealed partial class WebhookSender(PusherAppOptions app, PusherWebhook endpoint, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly PusherWebhookOptions _options = app.Webhooks;
    private readonly WebhookQueue _queue = new(app.Webhooks.MaxQueuedEvents, app.Webhooks.MaxQueuedBytes);
    private readonly HttpClient _client = WebhookClient.Create(app.Webhooks);
    private readonly string _receiver = endpoint.Url!.GetLeftPart(UriPartial.Authority);
    private bool _isFailing;

    /// <summary>How many events were dropped since the start.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether the receiver wants an event.</summary>
    public bool Wants(string eventName, string channel) =>
        (endpoint.Events.Count == 0 || endpoint.Events.Contains(eventName)) && channel.StartsWith(endpoint.ChannelPrefix, StringComparison.Ordinal);

    /// <summary>Queues an event. Never waits.</summary>
    public void Send(WebhookEvent happened) => _queue.Add(happened);

    /// <summary>Counts an event that could not be queued.</summary>
    public void Drop() => _queue.Drop();

    /// <summary>Sends what is queued until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (_options.BatchDelay > TimeSpan.Zero) await Task.Delay(_options.BatchDelay, time, cancellationToken).ConfigureAwait(false);
                var batch = _queue.Take(_options.MaxBatchEvents);
                await DeliverAsync(BodyOf(batch), batch.Count, cancellationToken).ConfigureAwait(false);
                ReportDropped(0);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ReportDropped(_queue.Take(int.MaxValue).Count);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _queue.Dispose();
    }

    private async Task DeliverAsync(byte[] body, int count, CancellationToken cancellationToken)
    {
        var (started, pause) = (time.GetTimestamp(), FirstPause);
        while (await PostAsync(body, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            if (!_isFailing) LogFailing(_receiver, fault, app.AppId);
            _isFailing = true;
            if (time.GetElapsedTime(started) + pause > _options.RetryFor)
            {
                ReportDropped(count);
                return;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }

        WebhookMetrics.Sent.Add(count);
        if (_isFailing) LogRecovered(_receiver, app.AppId);
        _isFailing = false;
    }

    // Returns what was wrong, or null.
    private async Task<string?> PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = RequestOf(body);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it did not answer in {_options.Timeout}";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is: the receiver's next request may succeed.
            return (e.InnerException as WebhookAddressException ?? e).Message;
        }
    }

    private HttpRequestMessage RequestOf(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };
        request.Headers.Add("X-Pusher-Key", app.AppKey);
        request.Headers.Add("X-Pusher-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(app.AppSecret), body)));
        foreach (var (name, value) in endpoint.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private byte[] BodyOf(IReadOnlyList<WebhookEvent> events)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteNumber("time_ms", time.GetUtcNow().ToUnixTimeMilliseconds());
            writer.WriteStartArray("events");
            foreach (var happened in events) writer.WriteRawValue(happened.Json.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }

    private void ReportDropped(int notDelivered)
    {
        var dropped = _queue.TakeDropped() + notDelivered;
        if (dropped == 0) return;
        Dropped += dropped;
        WebhookMetrics.Dropped.Add(dropped);
        LogDropped(dropped, _receiver, app.AppId);
    }

    // An address can contain a secret, so only its beginning is logged.
    [LoggerMessage(LogLevel.Warning, "A webhook to {Receiver} of the application {AppId} failed and is repeated: {Fault}")]
    private partial void LogFailing(string receiver, string fault, string appId);

    [LoggerMessage(LogLevel.Information, "The webhooks to {Receiver} of the application {AppId} are delivered again.")]
    private partial void LogRecovered(string receiver, string appId);

    [LoggerMessage(LogLevel.Warning, "{Count} webhook events for {Receiver} of the application {AppId} were dropped.")]
    private partial void LogDropped(long count, string receiver, string appId);
}

using System.Net;
using System.Text.Json;
using Livecaller.Http;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Connection;

/// <summary>Requests the authorization to subscribe to a channel.</summary>
internal delegate Task<ChannelAuthorization> AuthorizeChannel(string socketId, string channel, CancellationToken cancellationToken);

/// <summary>The channels to be subscribed to. Each new socket is subscribed to all of them, with new authorizations.</summary>
/// <param name="authorize">Requests the authorization to subscribe to a channel.</param>
/// <param name="credential">Returns the credential of the requests. The refusal of an old credential does not count.</param>
/// <param name="retry">Retries failed authorizations.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ChannelSubscriptions(
    AuthorizeChannel authorize, Func<string> credential, RetryLoop retry, TimeProvider time, ILogger logger)
{
    // The server's answer when a connection has the maximum number of channels. It says nothing about the visitor's rights.
    private const string LimitReached = "LimitReached";
    private static readonly TimeSpan LimitPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly RetrySignal _channelFreed = new(time);
    private readonly Dictionary<string, IChannelSubscriber> _subscribers = new(StringComparer.Ordinal);
    private PusherLink? _link;

    /// <summary>Adds a channel. Does nothing when it was added before.</summary>
    public void Add(string channel, IChannelSubscriber subscriber)
    {
        PusherLink? link;
        lock (_lock)
        {
            if (!_subscribers.TryAdd(channel, subscriber)) return;
            link = _link;
        }

        if (link is not null) _ = Task.Run(() => SubscribeAsync(link, channel));
    }

    public void Remove(string channel)
    {
        PusherLink? link;
        lock (_lock)
        {
            if (!_subscribers.Remove(channel)) return;
            link = _link;
        }

        if (link is null) return;
        _ = link.TrySendAsync(Frame(PusherEventNames.Unsubscribe, new PusherUnsubscribe(channel), PusherJson.Default.PusherUnsubscribe));
        _channelFreed.Release();
    }

    /// <summary>A socket is established: subscribes it to all channels.</summary>
    public void Attach(PusherLink link)
    {
        string[] channels;
        lock (_lock)
        {
            _link = link;
            channels = [.. _subscribers.Keys];
        }

        foreach (var channel in channels) _ = SubscribeAsync(link, channel);
    }

    public void Detach()
    {
        lock (_lock) _link = null;
    }

    public void Dispatch(PusherFrame frame)
    {
        if (frame.Channel is null || Find(frame.Channel) is not { } subscriber) return;
        if (frame.Event == PusherEventNames.SubscriptionSucceeded) subscriber.OnSubscribed();
        else if (frame.Event == PusherEventNames.SubscriptionError) OnError(frame.Channel, subscriber, ErrorOf(frame));
        else if (frame.Data is not null) subscriber.OnEvent(frame.Event, frame.Data);
    }

    private void OnError(string channel, IChannelSubscriber subscriber, PusherSubscriptionError? error)
    {
        if (error?.Type == LimitReached || error?.Status == (int)HttpStatusCode.TooManyRequests)
        {
            LogLimitReached(channel);
            PusherLink? link;
            lock (_lock) link = _link;
            if (link is not null) _ = SubscribeLaterAsync(link, channel);
            subscriber.OnLimitReached();
            return;
        }

        Refuse(channel, error?.Status ?? (int)HttpStatusCode.Forbidden, credential());
    }

    /// <summary>Subscribes once another channel was removed, and after a while in any case.</summary>
    private async Task SubscribeLaterAsync(PusherLink link, string channel)
    {
        try
        {
            await _channelFreed.WaitAsync(LimitPause, link.Over).ConfigureAwait(false);
            await SubscribeAsync(link, channel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The socket has ended. The next one starts over.
        }
    }

    private async Task SubscribeAsync(PusherLink link, string channel)
    {
        var shown = "";
        try
        {
            await retry.RunAsync(TrySubscribeAsync, DelayAfter, link.Over).ConfigureAwait(false);
        }
        catch (LivecallerApiException) when (!link.Over.IsCancellationRequested)
        {
            // The channel was refused and removed.
        }
        catch (OperationCanceledException)
        {
            // The socket has ended. The next one starts over.
        }
        catch (Exception e)
        {
            LogFailed(e, channel);
        }

        async Task<bool> TrySubscribeAsync()
        {
            if (Find(channel) is null) return false;
            shown = credential();
            var authorization = await authorize(link.SocketId!, channel, link.Over).ConfigureAwait(false);
            var subscribe = new PusherSubscribe { Channel = channel, Auth = authorization.Auth, ChannelData = authorization.ChannelData };
            return Find(channel) is not null
                && await link.TrySendAsync(Frame(PusherEventNames.Subscribe, subscribe, PusherJson.Default.PusherSubscribe)).ConfigureAwait(false);
        }

        TimeSpan? DelayAfter(LivecallerException failure, int attempt)
        {
            if (retry.WhileTransient(failure, attempt) is { } delay)
            {
                LogRetrying(failure, channel);
                return delay;
            }

            // Refused while there is a newer credential: authorized again at once.
            return failure is LivecallerApiException api && !link.Over.IsCancellationRequested && !Refuse(channel, (int)api.StatusCode, shown)
                ? TimeSpan.Zero
                : null;
        }
    }

    /// <summary>Removes a channel that was refused. Returns false when there is a newer credential than the refused one.</summary>
    private bool Refuse(string channel, int status, string shown)
    {
        IChannelSubscriber? subscriber;
        lock (_lock)
        {
            // Checked inside the lock: whoever renews the credential adds the channel afterwards, and either it is still there or it is added again.
            if (credential() != shown) return false;
            _subscribers.Remove(channel, out subscriber);
        }

        LogRefused(channel, status);
        subscriber?.OnRefused(status, shown);
        return true;
    }

    private IChannelSubscriber? Find(string channel)
    {
        lock (_lock) return _subscribers.GetValueOrDefault(channel);
    }

    private static PusherSubscriptionError? ErrorOf(PusherFrame frame)
    {
        try
        {
            return frame.Data is null ? null : JsonSerializer.Deserialize(frame.Data, PusherJson.Default.PusherSubscriptionError);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PusherFrame Frame<T>(string name, T data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        new(name, Data: JsonSerializer.Serialize(data, type));

    [LoggerMessage(LogLevel.Information, "{Channel} could not be authorized. It is retried.")]
    private partial void LogRetrying(Exception exception, string channel);

    [LoggerMessage(LogLevel.Warning, "{Channel} was refused with status {Status}.")]
    private partial void LogRefused(string channel, int status);

    [LoggerMessage(LogLevel.Warning, "The connection has the maximum number of channels. {Channel} is subscribed later, and its log is read until then.")]
    private partial void LogLimitReached(string channel);

    [LoggerMessage(LogLevel.Error, "Subscribing to {Channel} failed.")]
    private partial void LogFailed(Exception exception, string channel);
}

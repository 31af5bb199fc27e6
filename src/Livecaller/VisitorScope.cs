using System.Net;
using System.Text.Json;
using Livecaller.Background;
using Livecaller.Connection;
using Livecaller.Conversations;
using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;
using Livecaller.Session;
using Microsoft.Extensions.Logging;

namespace Livecaller;

/// <summary>Everything that belongs to one visitor, behind one fence. It is thrown away as a whole.</summary>
internal sealed partial class VisitorScope : IAsyncDisposable, ILogReader
{
    private readonly LivecallerClient _client;
    private readonly CancellationTokenSource _ended = new();
    private readonly ILogger _logger;
    private readonly Lock _unreadLock = new();
    private int _unread;
    private string? _expired;
    private volatile string? _connectedWith;

    public VisitorScope(LivecallerClient client, WidgetApi api, SessionState session, ILoggerFactory loggers)
    {
        _client = client;
        _logger = loggers.CreateLogger<LivecallerClient>();
        Api = api;
        Session = session;
        Options = client.Options;
        Pause = new(Options.TimeProvider);
        Channels = new(AuthorizeAsync, () => Session.Token, Options.TimeProvider, Options.Random, _logger);
        Connection = new(
            AddressAsync, Options.SocketFactory ?? new ClientWebSocketFactory(), Channels, new(Options.Random),
            Options.TimeProvider, ConnectionChanged, _logger);
        if (client.SuspendState.IsPaused) _ = Connection.SuspendAsync();
        Conversations = new(this);
        Listener = new(this);
    }

    public Fence Fence { get; } = new();
    public WidgetApi Api { get; }
    public SessionState Session { get; }
    public LivecallerOptions Options { get; }
    public RetryPause Pause { get; }
    public ChannelSubscriptions Channels { get; }
    public PusherConnection Connection { get; }
    public ConversationRegistry Conversations { get; }
    public BackgroundListener Listener { get; }
    public OutboxKeeper Outbox => _client.Outbox;
    public SuspendState SuspendState => _client.SuspendState;
    public ILogger Logger => _logger;
    public CancellationToken Ended => _ended.Token;
    public int UnreadCount => Volatile.Read(ref _unread);

    public Task<WidgetConfiguration> GetWidgetAsync(CancellationToken cancellationToken) => _client.GetWidgetAsync(cancellationToken);

    /// <summary>Calls the API for this visitor; the call ends with the visitor.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="whilePaused">Whether it is made while the app is suspended; any other waits until it is back.</param>
    public async Task<T> CallAsync<T>(
        Func<WidgetApi, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken, bool whilePaused = false)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Ended);
        while (true)
        {
            if (!whilePaused) await SuspendState.WhenAwakeAsync(either.Token).ConfigureAwait(false);
            var token = Session.Token;
            try
            {
                var answer = await call(Api, token, either.Token).ConfigureAwait(false);
                _client.Renewal?.Accepted(token);
                return answer;
            }
            catch (LivecallerApiException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                // Where the token is another one by now, the refusal is the old one's: a login renewed it meanwhile.
                if (token == Session.Token && !await TryRenewAsync(token, e.StatusCode, either.Token).ConfigureAwait(false))
                {
                    if (e.StatusCode == HttpStatusCode.Unauthorized) _client.SessionRefused(this, token);
                    throw;
                }

                if (either.IsCancellationRequested) throw;
            }
        }
    }

    public Task CallAsync(Func<WidgetApi, string, CancellationToken, Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            async (api, token, end) =>
            {
                await call(api, token, end).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Whether it was told that the session is over, and nobody signed in again.</summary>
    public bool IsExpired => Volatile.Read(ref _expired) == Session.Token;

    /// <summary>Tells that the session is over, once for each token; nothing of one that was renewed meanwhile.</summary>
    public void TellExpired(string token)
    {
        if (token != Session.Token) return;
        if (Interlocked.Exchange(ref _expired, token) != token) Publish(new SessionExpired(Session.Visitor));
    }

    public void Publish(LivecallerEvent e) => _client.Events.Publish(new(e, Fence));

    /// <inheritdoc />
    public async Task<EventPage> ReadLogAsync(ConversationId id, long after, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Ended);
        for (var attempt = 0; ; attempt++)
        {
            var mark = Pause.Mark();
            try
            {
                return await CallAsync((api, token, end) => api.GetEventsAsync(token, id, after, end), either.Token).ConfigureAwait(false);
            }
            catch (LivecallerException e) when (Backoff.IsTransient(e))
            {
                await Pause.WaitAsync(Backoff.Delay(attempt, Options.Random(), e), mark, either.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Applies the next event of a conversation and tells the listeners; then its place is kept.</summary>
    /// <returns>Whether there was something to tell.</returns>
    public bool Dispatch(Conversation conversation, ConversationId id, FollowedEvent e, CancellationToken stopped) => Fence.TryRun(
        (Scope: this, conversation, id, e, stopped), static s => s.Scope.HandOnInside(s.conversation, s.id, s.e, s.stopped));

    private bool HandOnInside(Conversation conversation, ConversationId id, FollowedEvent e, CancellationToken stopped)
    {
        // Whoever stopped following inside the fence counts on nothing coming after it.
        if (stopped.IsCancellationRequested) return false;
        var told = false;
        try
        {
            if (conversation.Apply(e) is { } published && _client.IsNews(published))
            {
                _client.Events.Publish(new(published, Fence, new(this, id, e.Sequence)));
                told = true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // An event that cannot be read must not stop those after it.
            LogUnreadable(exception, e.Type, e.Sequence);
        }

        Session.SetCursor(id, e.Sequence);
        if (e.Type is EventNames.ConversationClosed or EventNames.ConversationUpdated) Session.SetClosed(id, conversation.Snapshot.Info is { IsOpen: false });
        CountUnread();
        return told;
    }

    /// <summary>Counts the unread messages anew, and tells when the number is another one.</summary>
    public void CountUnread()
    {
        lock (_unreadLock)
        {
            var count = Conversations.UnreadCount;
            if (count == _unread) return;
            _unread = count;
            Publish(new UnreadCountChanged(count));
        }
    }

    /// <summary>From here on nothing more is handed on, while what was handed on may still reach the listeners.</summary>
    public async Task EndHandingOnAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Whoever is inside the fence comes out before this does.
        Fence.TryRun(static () => { });
    }

    /// <summary>Closes the fence, and ends what is under way.</summary>
    public async Task CloseAsync()
    {
        Fence.Close();
        await _ended.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends everything of this visitor. The fence is closed before anything is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        Conversations.Close();
        await Connection.StopAsync().ConfigureAwait(false);
    }

    private async Task<ChannelAuthorization> AuthorizeAsync(string socketId, string channel, CancellationToken cancellationToken)
    {
        var endpoint = (await GetWidgetAsync(cancellationToken).ConfigureAwait(false)).Realtime.AuthEndpoint;
        return await CallAsync((api, token, end) => api.AuthorizeChannelAsync(token, endpoint, socketId, channel, end), cancellationToken, whilePaused: true).ConfigureAwait(false);
    }

    private async Task<bool> TryRenewAsync(string token, HttpStatusCode status, CancellationToken cancellationToken) =>
        _client.Renewal is { } renewal && await renewal.TryRenewAsync(this, token, status, cancellationToken).ConfigureAwait(false);

    private async Task<Uri> AddressAsync(CancellationToken cancellationToken) =>
        RealtimeAddress.Of((await GetWidgetAsync(cancellationToken).ConfigureAwait(false)).Realtime);

    private void ConnectionChanged(ConnectionState state)
    {
        if (state == ConnectionState.Connected)
        {
            _connectedWith = Session.Token;
            Pause.NetworkIsBack();
        }

        if (state == ConnectionState.Failed && Connection.StopCode == PusherErrorCodes.Unauthorized) _ = Task.Run(SocketRefusedAsync);
        Fence.TryRun(() => Publish(new ConnectionStateChanged(state)));
    }

    // The server closes the sockets of a session that has ended. A call says whether it has, or was renewed meanwhile.
    private async Task SocketRefusedAsync()
    {
        var refused = _connectedWith;
        if (await Listener.CheckSessionAsync().ConfigureAwait(false) && Session.Token != refused) Connection.Start();
    }

    [LoggerMessage(LogLevel.Warning, "The event {Sequence} of type {Type} could not be read.")]
    private partial void LogUnreadable(Exception exception, string type, long sequence);
}

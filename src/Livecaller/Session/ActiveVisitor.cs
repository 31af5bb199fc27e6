using Livecaller.Attachments;
using Livecaller.Background;
using Livecaller.Connection;
using Livecaller.Conversations;
using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Session;

/// <summary>
/// Assembles and owns everything that belongs to one visitor, behind one fence. It is disposed as a whole. Only the client and its
/// <see cref="IdentityManager"/> know it; the parts receive in their constructors what they need.
/// </summary>
internal sealed class ActiveVisitor : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ConversationRegistry _conversations;
    private readonly SentMessages _sent;
    private readonly RetrySignal _signal;
    private volatile string? _connectedWith;

    public ActiveVisitor(
        LivecallerOptions options, WidgetApi api, WidgetCache widget, LivecallerEvents events, StartedConversations started, OutboxKeeper outbox,
        SuspendState suspend, ISessionTokens tokens, SessionState session, ILogger logger)
    {
        var ended = _ended.Token;
        Session = session;
        Events = new(events, Fence);
        Expiry = new(session, Events);
        var epoch = new LogEpoch(session, Fence);
        Api = new(api, session, epoch, suspend, tokens, ended);
        _signal = new(options.TimeProvider);
        var retry = new RetryLoop(_signal, options.Random);
        Uploader = new(Api, retry, logger, ended);

        var channels = new ChannelSubscriptions(
            async (socketId, channel, cancellationToken) =>
            {
                var endpoint = (await widget.GetAsync(cancellationToken).ConfigureAwait(false)).Realtime.AuthEndpoint;
                return await Api.AuthorizeChannelAsync(endpoint, socketId, channel, cancellationToken).ConfigureAwait(false);
            },
            () => session.Token, retry, options.TimeProvider, logger);
        Connection = new(
            async cancellationToken => RealtimeAddress.Of((await widget.GetAsync(cancellationToken).ConfigureAwait(false)).Realtime),
            (options.WebSocketFactory is null ? options.SocketFactory : null) ?? new WebSocketFactory(options.WebSocketFactory), channels, new(options.Random), options.TimeProvider, OnConnectionChanged, logger, epoch.Observe);
        if (suspend.IsPaused) _ = Connection.SuspendAsync();

        var starts = new ConversationStartGate();
        var keeper = new EntryKeeper(outbox, Fence);
        _sent = new(keeper, options.TimeProvider);
        var factory = new ConversationFactory(
            options, session, epoch, Api, widget, Uploader, keeper, _sent, starts, retry, Events, Fence, logger, ended);
        _conversations = new(factory, Events);

        var log = new EventLogReader(Api, retry, suspend, ended);
        var dispatcher = new EventDispatcher(Fence, Events, session, _conversations, started, log, logger, ended);
        var followers = new ConversationFollowers(session, _conversations, channels, log, dispatcher, Events, Fence, logger, ended);
        var sync = new ConversationSync(session, Api, _conversations, followers, starts, _sent, epoch, retry, suspend, Fence, logger, ended);
        Listener = new(session, Expiry, _conversations, followers, sync, channels, Connection, _signal, logger, ended);
        Opener = new(session, Api, _conversations, starts, sync, Listener, Fence);
    }

    public Fence Fence { get; } = new();
    public SessionState Session { get; }
    public SessionExpiry Expiry { get; }
    public VisitorEvents Events { get; }
    public VisitorApi Api { get; }
    public AttachmentUploader Uploader { get; }
    public RealtimeConnection Connection { get; }
    public BackgroundListener Listener { get; }
    public ConversationOpener Opener { get; }
    public int UnreadCount => _conversations.UnreadCount;

    /// <summary>Shows the messages from before a restart that the server has not stored, and keeps those that it has stored lately.</summary>
    public void Restore(IReadOnlyList<StoredMessage> messages)
    {
        foreach (var message in messages.Where(m => m.Sent is not null)) _sent.Restore(message);
        _conversations.Restore([.. messages.Where(m => m.Sent is null)], Session.NewestOpen);
    }

    /// <summary>What waits to be retried is tried at once.</summary>
    public void RetryNow() => _signal.Release();

    /// <summary>The app is suspended: closes the socket.</summary>
    public Task SuspendAsync()
    {
        // Retries that wait notice that the app is suspended, and leave no timer behind.
        RetryNow();
        return Connection.SuspendAsync();
    }

    /// <summary>The app is resumed: connects, and retries at once.</summary>
    public void Resume()
    {
        Connection.Resume();
        RetryNow();
    }

    /// <summary>The network changed: reconnects and retries at once.</summary>
    public void OnNetworkChanged()
    {
        RetryNow();
        Connection.ReconnectNow();
    }

    /// <summary>Stops dispatching events. Those that were dispatched before can still reach the listeners.</summary>
    public async Task EndDispatchingAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Returns after any event that is being dispatched inside the fence.
        Fence.TryRun(static () => { });
    }

    /// <summary>Closes the fence, and cancels what is in progress.</summary>
    public async Task CloseAsync()
    {
        Fence.Close();
        await _ended.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends everything of this visitor. The fence is closed before anything is awaited.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _conversations.Close();
        await Connection.StopAsync().ConfigureAwait(false);
    }

    private void OnConnectionChanged(ConnectionState state)
    {
        if (state == ConnectionState.Connected)
        {
            _connectedWith = Session.Token;
            RetryNow();
        }

        if (state == ConnectionState.Failed && Connection.StopCode == PusherErrorCodes.Unauthorized) _ = Task.Run(OnSocketRefusedAsync);
        Fence.TryRun(() => Events.Publish(new ConnectionStateChanged(state)));
    }

    // The server closes the sockets of a session that has ended. A call tells whether it has, or was renewed meanwhile.
    private async Task OnSocketRefusedAsync()
    {
        var refused = _connectedWith;
        if (await Listener.CheckSessionAsync().ConfigureAwait(false) && Session.Token != refused) Connection.Start();
    }
}

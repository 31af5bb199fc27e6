using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Protocol;
using Livecaller.Session;
using Livecaller.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller;

/// <summary>A visitor's connection to Livecaller: one for each user. Safe for any number of threads.</summary>
public sealed partial class LivecallerClient : IAsyncDisposable
{
    private static readonly TimeSpan ListenersPatience = TimeSpan.FromSeconds(5);

    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly WidgetApi _api;
    private readonly SessionKeeper _keeper;
    private readonly WidgetCache _widget;
    private readonly CancellationTokenSource _ended = new();
    private readonly IdentityTokenSource? _tokens;
    private readonly SessionRenewal? _renewal;

    // Whoever changes who the visitor is holds this.
    private readonly IdentityGate _identity = new();
    private readonly Lock _newsLock = new();
    private readonly HashSet<ConversationId> _started = [];
    private volatile VisitorScope? _scope;
    private volatile bool _backgroundWanted;
    private volatile bool _disposed;
    // What was wished before there was a session to keep it in.
    private volatile bool _mutedBefore;
    private volatile string _language;

    private LivecallerClient(LivecallerOptions options)
    {
        Options = options;
        _language = LocaleIdentifier.Parse(options.Language)!;
        _loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger<LivecallerClient>();
        _http = new(options.HttpHandler ?? SharedHandler.Instance, disposeHandler: false);
        _http.BaseAddress = WithSlash(options.ServerUrl);
        // Every call has a time-out on the options' clock.
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.MaxResponseContentBufferSize = 16 * 1024 * 1024;
        _api = new(_http, options, () => _language);
        Events = new(_loggers.CreateLogger<LivecallerEvents>());
        Durability = new(e => Events.Publish(new(e, new())));
        _keeper = new(options.SessionStore, Durability, _loggers.CreateLogger<SessionKeeper>());
        Outbox = new(options.SessionStore.Outbox, Durability, _loggers.CreateLogger<OutboxKeeper>());
        _widget = new(_api, options.TimeProvider);
        if (options.TokenProvider is null) return;
        _tokens = new(options, _logger, _ended.Token);
        _renewal = new(this, _tokens, _logger, _ended.Token);
    }

    /// <summary>What the client was made with.</summary>
    public LivecallerOptions Options { get; }

    /// <summary>The visitor's language as a BCP 47 tag.</summary>
    public string Language => _language;

    /// <summary>The public event bus.</summary>
    public LivecallerEvents Events { get; }

    /// <summary>Who the visitor is; null before the first login, and after a logout.</summary>
    public VisitorPayload? Visitor => _scope?.Session.Visitor;

    /// <summary>Where the realtime connection stands.</summary>
    public ConnectionState ConnectionState => _scope?.Connection.State ?? ConnectionState.Disconnected;

    /// <summary>Whether the visitor wants to hear no sounds and see no notices. It says nothing about delivery.</summary>
    public bool IsMuted => _scope?.Session.IsMuted ?? _mutedBefore;

    /// <summary>How many messages the visitor has not read, over all open conversations.</summary>
    public int UnreadCount => _scope?.UnreadCount ?? 0;

    /// <summary>
    /// Whether the identified visitor's session is over and nobody signed in again: what <see cref="SessionExpired"/> and
    /// <see cref="SessionRenewed"/> tell of.
    /// </summary>
    public bool IsSessionExpired => _scope is { IsExpired: true };

    /// <summary>Whether session and outbox can be kept: what <see cref="DurabilityChanged"/> tells of.</summary>
    public bool IsDurable => Durability.IsDurable;

    internal Durability Durability { get; }

    internal OutboxKeeper Outbox { get; }

    internal SessionRenewal? Renewal => _renewal;

    internal VisitorScope? CurrentScope => _scope;

    /// <summary>Makes a client: checks the options and restores the session. Opens no connection and calls no server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Ends the restoring.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    /// <exception cref="SessionStoreInUseException">Another client uses the session store, in this process or in another one.</exception>
    public static async Task<LivecallerClient> CreateAsync(LivecallerOptions options, CancellationToken cancellationToken = default)
    {
        LivecallerOptionsValidator.Validate(options);
        var client = new LivecallerClient(options);
        try
        {
            await client.RestoreAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Changes the language; <see cref="LanguageChanged"/> tells it.</summary>
    /// <param name="language">A BCP 47 tag; forms of POSIX and others (<c>de_DE.UTF-8</c>) are understood too.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">It cannot be understood as a language.</exception>
    public Task UpdateLocaleAsync(string language, CancellationToken cancellationToken = default)
    {
        var tag = LocaleIdentifier.Parse(language) ?? throw new ArgumentException($"'{language}' cannot be understood as a language; expected a tag such as 'en' or 'pt-BR'.", nameof(language));
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _language, tag) != tag) Events.Publish(new(new LanguageChanged(tag), new()));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Keeps whether the visitor wants sounds and notices, in the session: it outlives a restart, and the sign-in of an anonymous visitor, and ends
    /// with an identified visitor's logout. <see cref="MutedChanged"/> tells it. What is delivered stays the same.
    /// </summary>
    /// <param name="isMuted">Whether there shall be none.</param>
    /// <param name="cancellationToken">Ends the call before it did anything.</param>
    public async Task SetMutedAsync(bool isMuted, CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (IsMuted == isMuted) return;
        if (_scope is { } scope)
        {
            scope.Session.SetMuted(isMuted);
            scope.Publish(new MutedChanged(isMuted));
            await _keeper.FlushAsync().ConfigureAwait(false);
            return;
        }

        _mutedBefore = isMuted;
        Events.Publish(new(new MutedChanged(isMuted), new()));
    }

    /// <summary>What the server says of the widget. Asked once and kept.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or does not know the widget.</exception>
    public Task<WidgetConfiguration> GetWidgetAsync(CancellationToken cancellationToken = default) => _widget.GetAsync(cancellationToken);

    /// <summary>
    /// The same, asked again when it may be another one by now: a department has opened or closed since (<see cref="WidgetConfiguration.NextChange"/>),
    /// or it is older than 5 minutes. Where the server cannot be reached, what was known. Call it before something new begins, such as a form.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LivecallerException">Nothing was known, and the server could not be reached, or does not know the widget.</exception>
    public Task<WidgetConfiguration> RefreshWidgetAsync(CancellationToken cancellationToken = default) => _widget.RefreshAsync(cancellationToken);

    /// <summary>
    /// Ends everything that runs, and saves the session. The session itself stays. Listeners get what they have not seen yet, for at most 5 seconds.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        try
        {
            using var turn = await _identity.InterruptAsync(CancellationToken.None).ConfigureAwait(false);
            _disposed = true;
            _identity.Close();
            await EndAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (_disposed)
        {
            // Somebody else disposed it meanwhile.
        }
    }

    /// <summary>Whether listeners have not heard of it in the life of this process.</summary>
    internal bool IsNews(LivecallerEvent e)
    {
        if (e is not ConversationWasStarted started) return true;
        lock (_newsLock) return _started.Add(started.Conversation.Id);
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await _keeper.AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (await _keeper.LoadAsync(cancellationToken).ConfigureAwait(false) is not { } stored) return;
        if (stored.WidgetId != Options.WidgetId)
        {
            LogOtherWidget();
            return;
        }

        var session = new SessionState(stored, _keeper.Request);
        _scope = new(this, _api, session, _loggers);
        _keeper.Attach(session);
        _scope.Conversations.Restore(await Outbox.LoadAsync(stored.Visitor.Uuid, cancellationToken).ConfigureAwait(false));
    }

    private async Task EndAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _renewal?.Dispose();
        if (_scope is { } scope)
        {
            // The place in the log is kept as if they had seen everything: let them.
            await scope.EndHandingOnAsync().ConfigureAwait(false);
            await Events.FinishAsync(ListenersPatience, Options.TimeProvider).ConfigureAwait(false);
            await scope.DisposeAsync().ConfigureAwait(false);
        }

        await _keeper.DisposeAsync().ConfigureAwait(false);
        Events.Complete();
        _http.Dispose();
    }

    private static Uri WithSlash(Uri url) => url.AbsoluteUri.EndsWith('/') ? url : new(url.AbsoluteUri + "/");

    [LoggerMessage(LogLevel.Warning, "The stored session belongs to another widget; it is not used.")]
    private partial void LogOtherWidget();
}

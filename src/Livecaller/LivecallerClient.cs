using Livecaller.Background;
using Livecaller.Connection;
using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Session;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller;

/// <summary>A visitor's connection to Livecaller. Create one for each user. It is thread-safe.</summary>
public sealed partial class LivecallerClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly SessionKeeper _keeper;
    private readonly OutboxKeeper _outbox;
    private readonly WidgetApi _api;
    private readonly WidgetCache _widget;
    private readonly Durability _durability;
    private readonly SuspendState _suspend = new();
    private readonly IdentityManager _identity;
    private readonly PushHandler _pushes;
    private readonly VisitorLanguage _language;

    private LivecallerClient(LivecallerOptions options)
    {
        Options = options;
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var logger = loggers.CreateLogger<LivecallerClient>();
        _http = WidgetApi.CreateHttpClient(options);
        Events = new(loggers.CreateLogger<LivecallerEvents>());
        _language = new(options.Language, Events);
        var api = _api = new WidgetApi(_http, options, () => _language.Tag);
        _durability = new(e => Events.Publish(new(e, new())));
        _keeper = new(options.SessionStore, _durability, Events, loggers.CreateLogger<SessionKeeper>());
        _widget = new(api, options.TimeProvider);
        var outbox = _outbox = new OutboxKeeper(options.SessionStore.Outbox, _durability, loggers.CreateLogger<OutboxKeeper>());
        var started = new StartedConversations();
        _identity = new(
            options, api, Events, _keeper, outbox, _suspend,
            (tokens, session) => new(options, api, _widget, Events, started, outbox, _suspend, tokens, session, logger), logger);
        _pushes = new(_identity, _keeper, Events, options.TimeProvider);
    }

    /// <summary>The options that the client was created with.</summary>
    public LivecallerOptions Options { get; }

    /// <summary>The visitor's language as a BCP 47 tag.</summary>
    public string Language => _language.Tag;

    /// <summary>The public event bus.</summary>
    public LivecallerEvents Events { get; }

    /// <summary>The visitor; null before the first login and after a logout.</summary>
    public VisitorPayload? Visitor => _identity.Current?.Session.Visitor;

    /// <summary>The state of the realtime connection.</summary>
    public ConnectionState ConnectionState => _identity.Current?.Connection.State ?? ConnectionState.Disconnected;

    /// <summary>Whether the visitor has turned off sounds and notifications. It does not affect what is delivered.</summary>
    public bool IsMuted => _identity.IsMuted;

    /// <summary>The number of messages that the visitor has not read, over all open conversations.</summary>
    public int UnreadCount => _identity.Current?.UnreadCount ?? 0;

    /// <summary>Whether the identified visitor's session has expired. <see cref="SessionExpired"/> and <see cref="SessionRenewed"/> report changes.</summary>
    public bool IsSessionExpired => _identity.Current is { Expiry.IsExpired: true };

    /// <summary>Whether session and outbox can be saved. <see cref="DurabilityChanged"/> reports the changes.</summary>
    public bool IsDurable => _durability.IsDurable;

    /// <summary>Creates a client: checks the options and restores the session. Opens no connection and calls no server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    /// <exception cref="SessionStoreInUseException">Another client uses the session store, in this process or in another one.</exception>
    public static async Task<LivecallerClient> CreateAsync(LivecallerOptions options, CancellationToken cancellationToken = default)
    {
        LivecallerOptionsValidator.Validate(options);
        var client = new LivecallerClient(options);
        try
        {
            await client._identity.RestoreAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Signs the visitor in with a token that the app's backend issued. For the same visitor, the session is renewed and nothing is lost; another
    /// visitor replaces everything at once.
    /// </summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LivecallerApiException">The server refused the token, and says why.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    public Task UserLoginAsync(string jwt, CancellationToken cancellationToken = default) => _identity.LoginAsync(jwt, cancellationToken);

    /// <summary>Updates the visitor's name, email address and phone number from a new identity token.</summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    /// <exception cref="LivecallerApiException">The server refused the token, and says why.</exception>
    public Task UserUpdateAsync(string jwt, CancellationToken cancellationToken = default) => _identity.UpdateAsync(jwt, cancellationToken);

    /// <summary>Signs out: revokes the session on the server (if it can be reached), clears it here, and closes the connection.</summary>
    /// <param name="cancellationToken">Stops waiting for the server; the visitor is signed out here nevertheless.</param>
    public Task UserLogoutAsync(CancellationToken cancellationToken = default) => _identity.LogoutAsync(cancellationToken);

    /// <summary>Changes the language. <see cref="LanguageChanged"/> reports it.</summary>
    /// <param name="language">A BCP 47 tag; POSIX and similar forms (<c>de_DE.UTF-8</c>) are accepted too.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The value is not a language.</exception>
    public Task UpdateLocaleAsync(string language, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _language.Change(language);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Turns sounds and notifications off or on, and <see cref="MutedChanged"/> reports it. The session keeps the setting: it survives a restart and
    /// the sign-in of an anonymous visitor, and ends with an identified visitor's logout.
    /// </summary>
    /// <param name="isMuted">Whether they are off.</param>
    /// <param name="cancellationToken">Cancels the call before it changes anything.</param>
    public Task SetMutedAsync(bool isMuted, CancellationToken cancellationToken = default) => _identity.SetMutedAsync(isMuted, cancellationToken);

    /// <summary>Returns the widget's configuration. The server is asked once.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or does not know the widget.</exception>
    public Task<WidgetConfiguration> GetWidgetAsync(CancellationToken cancellationToken = default) => _widget.GetAsync(cancellationToken);

    /// <summary>
    /// Returns the widget's configuration, and asks the server again when a department has opened or closed since
    /// (<see cref="WidgetConfiguration.NextChange"/>), or after 5 minutes. Returns what is known when the server cannot be reached.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LivecallerException">Nothing was known, and the server could not be reached, or does not know the widget.</exception>
    public Task<WidgetConfiguration> RefreshWidgetAsync(CancellationToken cancellationToken = default) => _widget.RefreshAsync(cancellationToken);

    /// <summary>Asks who is there and how fast answers come. The server's answer is up to half a minute old.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or does not know the widget.</exception>
    public Task<WidgetAvailability> GetAvailabilityAsync(CancellationToken cancellationToken = default) => _api.GetAvailabilityAsync(cancellationToken);

    /// <summary>
    /// Saves the session and ends everything that runs. Listeners have 5 seconds to handle the events that wait for them. The next client with the
    /// same session store delivers what they have not handled, to all listeners.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_identity.IsDisposed) return;
        try
        {
            using var turn = await _identity.InterruptAsync(CancellationToken.None).ConfigureAwait(false);
            await _identity.EndAsync().ConfigureAwait(false);
            if (_identity.Current is { } visitor)
            {
                // What the listeners don't handle now is delivered by the next client.
                await visitor.EndDispatchingAsync().ConfigureAwait(false);
                await Events.FinishAsync(Options.TimeProvider).ConfigureAwait(false);
                // Before the fence is closed: unhandled events of an ended visitor don't count.
                await _keeper.FinishAsync().ConfigureAwait(false);
                await visitor.DisposeAsync().ConfigureAwait(false);
                await _outbox.FinishAsync().ConfigureAwait(false);
            }

            await _keeper.DisposeAsync().ConfigureAwait(false);
            Events.Complete();
            _http.Dispose();
        }
        catch (ObjectDisposedException) when (_identity.IsDisposed)
        {
            // It was disposed by another caller meanwhile.
        }
    }
}

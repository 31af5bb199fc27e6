#pragma warning disable CA1822
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller;

/// <summary>A visitor's connection to Livecaller: one for each user. Safe for any number of threads.</summary>
public sealed partial class LivecallerClient : IAsyncDisposable
{
    private LivecallerClient(LivecallerOptions options)
    {
        Options = options;
        Language = options.Language;
        Events = new((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<LivecallerEvents>());
    }

    /// <summary>What the client was made with.</summary>
    public LivecallerOptions Options { get; }

    /// <summary>The visitor's language as a BCP 47 tag.</summary>
    public string Language { get; private set; }

    /// <summary>The public event bus.</summary>
    public LivecallerEvents Events { get; }

    /// <summary>Who the visitor is; null before the first login, and after a logout.</summary>
    public VisitorPayload? Visitor => null;

    /// <summary>Where the realtime connection stands.</summary>
    public ConnectionState ConnectionState => ConnectionState.Disconnected;

    /// <summary>How many messages the visitor has not read, over all open conversations.</summary>
    public int UnreadCount => 0;

    /// <summary>Makes a client: checks the options and restores the session. Opens no connection and calls no server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Ends the restoring.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public static Task<LivecallerClient> CreateAsync(LivecallerOptions options, CancellationToken cancellationToken = default) =>
        Task.FromResult(new LivecallerClient(options));

    /// <summary>Ends everything that runs, and saves the session. The session itself stays.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Keeps the events of every open conversation flowing, with no UI on the screen. Goes on from the persisted session;
    /// without one it does nothing until a visitor signs in. May be called more than once, before or after a login.
    /// Does not wait for the connection.
    /// </summary>
    /// <param name="cancellationToken">Ends the call, not the listener.</param>
    public Task StartBackgroundEventsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Ends the background listener and clears what it persisted. Conversations that a UI shows stay live.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task StopBackgroundEventsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>
    /// Signs the visitor in with a token of the host app's backend. For the same visitor it refreshes the session and loses nothing;
    /// for another one it replaces everything at once.
    /// </summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerApiException">The server refused the token, and says why.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    public Task UserLoginAsync(string jwt, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Takes the visitor's name, e-mail address and number over from a fresh identity token.</summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task UserUpdateAsync(string jwt, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Signs out: revokes the session at the server (if it can be reached), clears it here, and closes the connection.</summary>
    /// <param name="cancellationToken">Ends the waiting for the server.</param>
    public Task UserLogoutAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Changes the language.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task UpdateLocaleAsync(string language, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>What the server says of the widget. Asked once and kept.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<WidgetConfiguration> GetWidgetAsync(CancellationToken cancellationToken = default) => throw new LivecallerUnavailableException("");

    /// <summary>
    /// Gives the visitor's open conversation, or one that starts with its first message. Signs in anonymously when there is no session,
    /// and starts the background listener.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    public Task<Conversation> OpenConversationAsync(CancellationToken cancellationToken = default) => Task.FromResult(new Conversation());

    /// <summary>The visitor's conversations, newest first; empty when there is no session.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ConversationPayload>>([]);

    /// <summary>Uploads a file, to be sent with a message then. Signs in anonymously when there is no session.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="progress">Gets the part that is sent, 0 to 1; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    public Task<AttachmentPayload> UploadAttachmentAsync(
        AttachmentUpload upload, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        throw new LivecallerUnavailableException("");
}

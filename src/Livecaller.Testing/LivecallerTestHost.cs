using Livecaller.Testing.Http;
using Livecaller.Testing.Realtime;
using Livecaller.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Testing;

/// <summary>
/// An in-memory Livecaller server for the tests of an app. The real client connects to it without a network, a database or waiting.
/// </summary>
/// <remarks>It is thread-safe, and several clients can use it at once.</remarks>
public sealed partial class LivecallerTestHost : IAsyncDisposable
{
    private const string ServerSecret = "the-own-secret-of-the-livecaller-test-host";
    private readonly Lock _gate = new();
    private readonly WidgetConfiguration _widget;
    private readonly IdentityTokens _tokens;
    private readonly TestConversations _conversations;
    private readonly TestSessions _sessions;
    private readonly TestPusher _pusher;
    private readonly TestHandler _handler;

    /// <summary>Starts a server with the default widget.</summary>
    public LivecallerTestHost() : this(new LivecallerTestHostOptions())
    {
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">The options.</param>
    public LivecallerTestHost(LivecallerTestHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Time = new FakeTimeProvider(options.StartTime);
        _widget = options.WidgetConfiguration with { Realtime = LivecallerTestHostOptions.DefaultWidget.Realtime };
        _tokens = new(options.JwtSecret, Time);
        var ids = new TestIds(Time);
        var faults = new FaultPlan(Time);
        _sessions = new(ServerSecret, ids, Time);
        _pusher = new(_widget.Realtime, ServerSecret, _gate, faults, Time);
        var attachments = new TestAttachments(options.LinkBase, ServerSecret, _widget, ids, Time);
        _conversations = new(attachments, _widget, _pusher, ids, Time);
        _pusher.Epoch = () => _conversations.Epoch;
        var session = new SessionCalls(_widget.Realtime, ServerSecret, _sessions, _tokens, _conversations, _pusher);
        var present = new OperatorSummary { Id = new(ids.Next()), Name = options.OperatorName };
        _handler = new(new(_widget, () => options.Availability ?? new() { Operators = [present] }, _sessions, session, new(_conversations), new(attachments, faults)), _gate, faults);
        Faults = new(_gate, faults, _pusher, _sessions, Time);
        Operator = new(_gate, _conversations, attachments, _sessions, Time, present);
    }

    /// <summary>The clock of the host and of every client with <see cref="CreateOptions"/>. It moves only when the test moves it.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>The operator on the other side.</summary>
    public TestOperator Operator { get; }

    /// <summary>Faults on demand.</summary>
    public TestFaults Faults { get; }

    /// <summary>The epoch of the logs: another one after <see cref="RestoreBackup"/>.</summary>
    public string Epoch
    {
        get { lock (_gate) return _conversations.Epoch; }
    }

    /// <summary>All stored conversations, oldest first.</summary>
    public IReadOnlyList<TestConversation> Conversations
    {
        get { lock (_gate) return [.. _conversations.All.Select(ToConversation)]; }
    }

    /// <summary>All visitors who have logged in, oldest first.</summary>
    public IReadOnlyList<VisitorPayload> Visitors
    {
        get { lock (_gate) return [.. _sessions.Visitors.Select(v => v.Payload)]; }
    }

    /// <summary>The transcripts that visitors requested, oldest first, each with the address to send it to. None is sent.</summary>
    public IReadOnlyList<(ConversationId ConversationId, string Email)> Transcripts
    {
        get { lock (_gate) return [.. _conversations.Transcripts]; }
    }

    /// <summary>The conversations of all callbacks that visitors requested, oldest first.</summary>
    public IReadOnlyList<TestConversation> Callbacks
    {
        get { lock (_gate) return [.. _conversations.All.Where(c => c.Callback is not null).Select(ToConversation)]; }
    }

    /// <summary>The number of open realtime connections.</summary>
    public int ConnectionCount => _pusher.ConnectionCount;

    /// <summary>The channels that the open connections are subscribed to; one entry for each subscription.</summary>
    public IReadOnlyList<string> Subscriptions => _pusher.Subscriptions;

    /// <summary>Creates options for a client of this host, with a separate session store. Change them with <c>with</c>.</summary>
    public LivecallerOptions CreateOptions() => new()
    {
        WidgetId = _widget.Id,
        ServerUrl = LivecallerTestHostOptions.ServerUrl,
        SessionStore = new MemorySessionStore(),
        TimeProvider = Time,
        HttpHandler = _handler,
        SocketFactory = _pusher,
    };

    /// <summary>Issues an identity token that this host accepts, as the app's backend does.</summary>
    /// <param name="userId">The app's id of the user: the claim <c>sub</c>.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="email">The user's email address.</param>
    /// <param name="mobile">The user's mobile number.</param>
    /// <param name="lifetime">How long it is valid, on the host's clock, plus a leeway of one minute; null for a token without <c>exp</c>, which is valid for 15 minutes.</param>
    public string IssueToken(string userId, string? name = null, string? email = null, string? mobile = null, TimeSpan? lifetime = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return _tokens.Issue(new(userId, name, email, mobile), lifetime);
    }

    /// <summary>Returns the stored messages of a conversation, oldest first; none when it is unknown.</summary>
    /// <param name="conversation">The conversation.</param>
    public IReadOnlyList<MessagePayload> MessagesOf(ConversationId conversation)
    {
        lock (_gate) return _conversations.Find(conversation) is { } found ? [.. _conversations.MessagesOf(found)] : [];
    }

    /// <summary>Returns the stored log of a conversation, oldest first; empty when it is unknown.</summary>
    /// <param name="conversation">The conversation.</param>
    public IReadOnlyList<LoggedEvent> EventsOf(ConversationId conversation)
    {
        lock (_gate) return _conversations.Find(conversation) is { } found ? [.. _conversations.EventsOf(found, 0)] : [];
    }

    /// <summary>Copies all conversations with their logs, as a backup does.</summary>
    public TestBackup CreateBackup()
    {
        lock (_gate) return new(_conversations.Copy());
    }

    /// <summary>
    /// Restores a backup: what was stored since then is lost, the logs begin another <see cref="Epoch"/>, and all sockets are closed with 4200.
    /// Visitors and their sessions stay.
    /// </summary>
    /// <param name="backup">The backup, of this host. It can be restored again.</param>
    public void RestoreBackup(TestBackup backup)
    {
        ArgumentNullException.ThrowIfNull(backup);
        lock (_gate) _conversations.Restore(backup.Conversations);
        Faults.ServerRestart();
    }

    /// <summary>Breaks all connections. Clients can no longer reach the host.</summary>
    public ValueTask DisposeAsync()
    {
        Faults.GoOffline();
        _handler.Dispose();
        return ValueTask.CompletedTask;
    }

    private TestConversation ToConversation(ConversationRecord conversation) => new()
    {
        Info = _conversations.ToPayload(conversation),
        Visitor = conversation.Visitor.Payload,
        Fields = conversation.Fields,
        Callback = conversation.Callback,
        TypedText = conversation.TypedText,
        VisitorReadSequence = conversation.VisitorRead,
        OperatorReadSequence = conversation.OperatorRead,
        OperatorDeliveredSequence = conversation.OperatorDelivered,
        Rating = conversation.Feedback?.Rating,
        RatingComment = conversation.Feedback?.Comment,
    };
}

using Livecaller.Protocol;
using Livecaller.Session;
using Livecaller.Testing.Http;
using Livecaller.Testing.Realtime;
using Livecaller.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Testing;

/// <summary>
/// A Livecaller in memory, for an app's own tests: the real client talks to it, without network, database or waiting.
/// </summary>
/// <remarks>Safe for use by several threads and several clients at once.</remarks>
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

    /// <summary>Starts a Livecaller with the default widget.</summary>
    public LivecallerTestHost() : this(new LivecallerTestHostOptions())
    {
    }

    /// <summary>Starts a Livecaller.</summary>
    /// <param name="options">How it is set up.</param>
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
        var session = new SessionCalls(_widget.Realtime, ServerSecret, _sessions, _tokens, _conversations, _pusher);
        _handler = new(new(_widget, _sessions, session, new(_conversations), new(attachments, faults)), _gate, faults);
        Faults = new(_gate, faults, _pusher, _sessions, Time);
        Operator = new(_gate, _conversations, attachments, _sessions, Time, new() { Id = new(ids.Next()), Name = options.OperatorName });
    }

    /// <summary>The clock of the host, and of every client made from <see cref="CreateOptions"/>. It moves only when the test moves it.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>The operator on the other side.</summary>
    public TestOperator Operator { get; }

    /// <summary>What can go wrong, on demand.</summary>
    public TestFaults Faults { get; }

    /// <summary>All conversations that are stored, oldest first.</summary>
    public IReadOnlyList<TestConversation> Conversations
    {
        get { lock (_gate) return [.. _conversations.All.Select(ToConversation)]; }
    }

    /// <summary>All visitors who have logged in, oldest first.</summary>
    public IReadOnlyList<VisitorPayload> Visitors
    {
        get { lock (_gate) return [.. _sessions.Visitors.Select(v => v.Payload)]; }
    }

    /// <summary>All transcripts that visitors asked for, oldest first. None is mailed.</summary>
    public IReadOnlyList<TestTranscript> Transcripts
    {
        get { lock (_gate) return [.. _conversations.Transcripts]; }
    }

    /// <summary>All calls back that visitors asked for, oldest first.</summary>
    public IReadOnlyList<TestConversation> Callbacks
    {
        get { lock (_gate) return [.. _conversations.All.Where(c => c.Callback is not null).Select(ToConversation)]; }
    }

    /// <summary>How many realtime connections are open.</summary>
    public int ConnectionCount => _pusher.ConnectionCount;

    /// <summary>The channels that the open connections are subscribed to; one entry for each subscription.</summary>
    public IReadOnlyList<string> Subscriptions => _pusher.Subscriptions;

    /// <summary>Options for a client of this host, with a session store of its own. Change them by <c>with</c>.</summary>
    public LivecallerOptions CreateOptions() => new()
    {
        WidgetId = _widget.Id,
        ServerUrl = LivecallerTestHostOptions.ServerUrl,
        SessionStore = new MemorySessionStore(),
        TimeProvider = Time,
        HttpHandler = _handler,
        SocketFactory = _pusher,
    };

    /// <summary>Issues an identity token, as the app's backend does, that this host accepts.</summary>
    /// <param name="userId">The app's id of the user: the claim <c>sub</c>.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="email">The user's e-mail address.</param>
    /// <param name="mobile">The user's mobile number.</param>
    /// <param name="lifetime">How long it is good, on the host's clock; null for a token without <c>exp</c>, good for 15 minutes. A minute of leeway comes on top.</param>
    public string IssueToken(string userId, string? name = null, string? email = null, string? mobile = null, TimeSpan? lifetime = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return _tokens.Issue(new(userId, name, email, mobile), lifetime);
    }

    /// <summary>The messages that are stored of a conversation, oldest first; none when it is unknown.</summary>
    /// <param name="conversation">The conversation.</param>
    public IReadOnlyList<MessagePayload> MessagesOf(ConversationId conversation)
    {
        lock (_gate) return _conversations.Find(conversation) is { } found ? [.. _conversations.MessagesOf(found)] : [];
    }

    /// <summary>The log that is stored of a conversation, oldest first; empty when it is unknown.</summary>
    /// <param name="conversation">The conversation.</param>
    public IReadOnlyList<LoggedEvent> EventsOf(ConversationId conversation)
    {
        lock (_gate) return _conversations.Find(conversation) is { } found ? [.. _conversations.EventsOf(found, 0)] : [];
    }

    /// <summary>Breaks all connections. Clients that live on find nobody any more.</summary>
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

using Livecaller.Blazor.Screens;
using Microsoft.Extensions.Logging;

namespace Livecaller.Blazor.Chat;

/// <summary>
/// Joins one mounted chat to the visitor's client. Ending it ends only the subscriptions: the client belongs to the scope,
/// so that events go on while the chat is closed.
/// </summary>
internal sealed partial class ChatSession(LivecallerClient client, ChatEvents tell, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly List<IDisposable> _listeners = [];
    private Conversation? _conversation;
    private ConversationSubscription? _subscription;
    private VisitorId? _visitor;
    private Task? _opening;
    private OpeningHoursWatch? _hours;
    private ChatError _error;
    private bool _isOpening;
    private bool _asked;
    private bool _disposed;

    public LivecallerClient Client => client;

    public ConversationSnapshot Snapshot { get; private set; } = ConversationSnapshot.Empty;

    public WidgetConfiguration? Widget { get; private set; }

    public ConnectionState Connection { get; private set; } = client.ConnectionState;

    public int UnreadCount { get; private set; } = client.UnreadCount;

    /// <summary>Whether what must outlive the page can be kept.</summary>
    public bool IsDurable { get; private set; } = client.IsDurable;

    /// <summary>Whether sounds are muted.</summary>
    public bool IsMuted { get; private set; } = client.IsMuted;

    /// <summary>What the visitor answered before the conversation; null as long as nothing.</summary>
    public PreChatAnswers? PreChatAnswers { get; private set; }

    /// <summary>What keeps the chat from working.</summary>
    public ChatError Error => client.IsSessionExpired ? ChatError.SignedOut : _error;

    /// <summary>Begins to listen. Calls no server.</summary>
    public void Listen()
    {
        _listeners.Add(client.Events.On<ConnectionStateChanged>(e => Change(() => Connection = e.State)));
        _listeners.Add(client.Events.On<UnreadCountChanged>(e => Change(() => UnreadCount = e.UnreadCount)));
        _listeners.Add(client.Events.On<VisitorChanged>(e => OnVisitorChanged(e.Visitor?.Uuid)));
        _listeners.Add(client.Events.On<DurabilityChanged>(e => Change(() => IsDurable = e.IsDurable)));
        _listeners.Add(client.Events.On<MutedChanged>(e => Change(() => IsMuted = e.IsMuted)));
        _listeners.Add(client.Events.On<ConversationMessageReceived>(_ => tell.MessageCame()));
        _listeners.Add(client.Events.On<SessionExpired>(_ => OnExpired()));
        _listeners.Add(client.Events.On<SessionRenewed>(_ => OnRenewed()));
        _listeners.Add(client.Events.On<LanguageChanged>(_ => tell.Changed()));
        Connection = client.ConnectionState;
        UnreadCount = client.UnreadCount;
        IsDurable = client.IsDurable;
        IsMuted = client.IsMuted;
    }

    /// <summary>The visitor answered what the widget asks before a conversation.</summary>
    public void Begin(PreChatAnswers answers)
    {
        Change(() => PreChatAnswers = answers);
        _ = SendMovedAsync();
    }

    /// <summary>Asks which side the chat stands on, before it is shown. A server that takes its time is not waited for.</summary>
    public async Task LearnWidgetAsync()
    {
        try
        {
            Widget ??= await client.GetWidgetAsync().WaitAsync(Patience, client.Options.TimeProvider);
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException or TimeoutException)
        {
            // Opening the conversation asks again, and tells.
        }
    }

    /// <summary>Opens the visitor's conversation, unless the one that is shown is theirs and still open. Calls while one is under way share it.</summary>
    public Task OpenAsync(bool again = false)
    {
        lock (_lock)
        {
            if (_disposed) return Task.CompletedTask;
            if (_isOpening) return _opening!;
            if (!again && _conversation is not null && _visitor == client.Visitor?.Uuid) return Task.CompletedTask;
            _isOpening = true;
            return _opening = OpenCoreAsync();
        }
    }

    /// <summary>The conversation that is shown, if it still belongs to the visitor who is signed in.</summary>
    public Conversation? Current => _visitor == client.Visitor?.Uuid ? _conversation : null;

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _retry?.Dispose();
        }

        foreach (var listener in _listeners) listener.Dispose();
        _subscription?.Dispose();
        _hours?.Dispose();
    }

    // A copy that says the same is the same: nothing is drawn for it.
    private void Take(WidgetConfiguration widget)
    {
        if (!ReferenceEquals(Widget, widget)) Change(() => Widget = widget);
        (_hours ??= new(client, Take)).Follow(widget);
    }

    private async Task OpenCoreAsync()
    {
        await Task.Yield();
        try
        {
            VisitorId visitor;
            do
            {
                Detach();
                Take(await client.RefreshWidgetAsync());
                (var conversation, visitor) = await OpenForOneVisitorAsync();
                Attach(conversation, visitor);
                _ = LearnAvailabilityAsync();
            }
            while (!IsStillFor(visitor));
            // Who signed out in this very moment was told of before there was anything to take away.
            if (client.Visitor is null) OnVisitorChanged(null);
            await SendMovedAsync();
        }
        catch (Exception e)
        {
            // Whatever it was: a chat that stays a skeleton for ever would be worse.
            lock (_lock) _isOpening = false;
            Fail(e);
        }
    }

    // Whoever comes in between is seen here, and whoever comes after it finds that nothing is being opened any more.
    private bool IsStillFor(VisitorId visitor)
    {
        lock (_lock)
        {
            if (!_disposed && client.Visitor is { } now && now.Uuid != visitor) return false;
            _isOpening = false;
            return true;
        }
    }

    private void Fail(Exception e)
    {
        var error = OpeningFailure.ErrorOf(e);
        if (error == ChatError.Misconfigured) LogRefused(e, client.Options.WidgetId);
        else LogCannotOpen(e);
        if (OpeningFailure.AdviceFor(e, client.Options, Widget is not null) is { } advice) tell.TellDeveloper(advice);
        Change(() =>
        {
            _error = error;
            Snapshot = ConversationSnapshot.Empty with { Phase = ConversationPhase.Unavailable };
        });
        AskToSignIn();
        if (error == ChatError.Busy) RetryLater(e);
    }

    private void OnExpired()
    {
        Change(() => { });
        AskToSignIn();
    }

    // Once for each session, whether this chat was there when it ran out or not.
    private void AskToSignIn()
    {
        lock (_lock)
        {
            if (_disposed || _asked || !client.IsSessionExpired) return;
            _asked = true;
        }

        tell.SignInNeeded();
    }

    // What is shown goes on by itself. Only what could not be opened is opened now.
    private void OnRenewed()
    {
        Change(() => { });
        bool isShown;
        lock (_lock)
        {
            _asked = false;
            isShown = _conversation is not null || _opening is null;
        }

        if (!isShown) _ = OpenAsync(again: true);
    }

    // A visitor who signs in or out meanwhile must not be shown what was opened for another one.
    private async Task<(Conversation Conversation, VisitorId Visitor)> OpenForOneVisitorAsync()
    {
        while (true)
        {
            var before = client.Visitor?.Uuid;
            var conversation = await client.OpenConversationAsync();
            if (before is { } visitor && before == client.Visitor?.Uuid) return (conversation, visitor);
        }
    }

    private void OnVisitorChanged(VisitorId? visitor)
    {
        tell.VisitorChanged(visitor);
        lock (_lock)
        {
            if (_disposed || _conversation is null || _visitor == visitor) return;
        }

        Detach();
        if (visitor is null) tell.SignedOut();
        else _ = OpenAsync(again: true);
    }

    // The old visitor's messages leave the screen before anything of the new one is asked for.
    private void Detach() => Change(() =>
    {
        _subscription?.Dispose();
        (_subscription, _conversation, _visitor, _error, PreChatAnswers) = (null, null, null, ChatError.None, null);
        Snapshot = ConversationSnapshot.Empty;
    });

    private void Attach(Conversation conversation, VisitorId visitor) => Change(() =>
    {
        (_conversation, _visitor) = (conversation, visitor);
        _subscription = conversation.Subscribe(snapshot => Change(() =>
        {
            if (_conversation != conversation) return;
            if (snapshot.Info is { Status: ConversationStatus.Queued } && Snapshot.Info is null) _ = LearnAvailabilityAsync();
            Snapshot = snapshot;
        }));
        Snapshot = _subscription.Snapshot;
    });

    private void Change(Action change)
    {
        lock (_lock)
        {
            if (_disposed) return;
            change();
        }

        tell.Changed();
    }

    [LoggerMessage(LogLevel.Warning, "A call for the visitor failed.")]
    public partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "The chat of the widget '{WidgetId}' was refused.")]
    private partial void LogRefused(Exception exception, WidgetId widgetId);

    [LoggerMessage(LogLevel.Warning, "The conversation could not be opened.")]
    private partial void LogCannotOpen(Exception exception);
}

using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Hosting;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;
using Livecaller.Blazor.Theming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Livecaller.Blazor;

/// <summary>
/// The drop-in chat. It shows the state of the scope's <see cref="LivecallerClient"/>, which lives on while the chat is closed or gone.
/// While the page is prerendered it shows nothing and calls nobody.
/// </summary>
public sealed partial class LivecallerApp : ComponentBase, IAsyncDisposable
{
    private readonly string _titleId = "lc-title-" + Guid.NewGuid().ToString("N")[..8];
    private ElementReference _dialog;
    private ITimeFormats _formats = CultureTimeFormats.Instance;
    private FrameBatch? _frames;
    private ChatContext? _context;
    private ChatMemory _memory = new();
    private ChatSession? _session;
    private VisitorActions? _actions;
    private ScreenActions? _around;
    private RememberedAnswers? _remembered;
    private ILogger _logger = NullLogger.Instance;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private string? _accent;
    private bool _wasOpened;
    private bool _isShown;
    private LivecallerPresentation _shownAs;
    private long? _newAfter;
    private bool _knowsWhatIsNew;
    private int _announcedUnread;
    private bool _disposed;

    /// <summary>The widget's id, from the dashboard. May be left out where the options or the client name it.</summary>
    [Parameter]
    public string? WidgetId { get; set; }

    /// <summary>The language as a BCP 47 tag.</summary>
    /// <value>The client's.</value>
    [Parameter]
    public string? Language { get; set; }

    /// <summary>How the chat stands on the page.</summary>
    /// <value><see cref="LivecallerPresentation.BottomSheet"/></value>
    [Parameter]
    public LivecallerPresentation Presentation { get; set; }

    /// <summary>On which side of the window a side panel stands.</summary>
    /// <value>Where the widget's settings put it.</value>
    [Parameter]
    public LivecallerSide? Side { get; set; }

    /// <summary>Whether the chat is light or dark.</summary>
    /// <value><see cref="LivecallerTheme.Auto"/></value>
    [Parameter]
    public LivecallerTheme Theme { get; set; }

    /// <summary>Whether the chat is on the screen. An inline chat is there in any case, unless the page binds this.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>The visitor opened or closed the chat.</summary>
    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>The number of unread messages changed.</summary>
    [Parameter]
    public EventCallback<int> UnreadCountChanged { get; set; }

    /// <summary>
    /// The identified visitor's session is over: sign them in again with a fresh token. Comes once for each session, and again when the visitor
    /// presses the button that the chat shows then. Without it the chat only says so.
    /// </summary>
    [Parameter]
    public EventCallback OnAuthRequired { get; set; }

    /// <summary>The client to show. It is never disposed here.</summary>
    /// <value>The scope's, from <see cref="ILivecallerClientProvider"/>.</value>
    [Parameter]
    public LivecallerClient? Client { get; set; }

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private string PresentationClass => Presentation switch
    {
        LivecallerPresentation.FullScreen => "lc-full",
        LivecallerPresentation.Inline => "lc-inline",
        LivecallerPresentation.SidePanel => (Side ?? WidgetSide.Of(_session?.Widget)) == LivecallerSide.Start ? "lc-side lc-start" : "lc-side lc-end",
        _ => "lc-sheet",
    };

    private bool CanClose => Presentation != LivecallerPresentation.Inline || OpenChanged.HasDelegate;

    private bool IsOpen => Open || !CanClose;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        _session?.Dispose();
        await DetachFromBrowserAsync();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _logger = Services.GetService<ILoggerFactory>()?.CreateLogger<LivecallerApp>() ?? _logger;
        _memory = Services.GetService<ChatMemory>() ?? _memory;
        CreateLanguageState();
        if (Services.GetService<WidgetSelection>() is { } selection) selection.WidgetId ??= WidgetId;
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        await AskForLanguageAsync();
        Refresh();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await AttachToBrowserAsync();
            if (_disposed) return;
            var client = await ClientAsync();
            await UseLanguageAsync(client);
            if (_disposed) return;
            _session = new ChatSession(client, Events(), _logger);
            _remembered = new RememberedAnswers(Js);
            _around = new ScreenActions(_session, _remembered);
            _actions = new VisitorActions(_session, CloseAsync, OnAuthRequired.InvokeAsync);
            _session.Listen();
            await _remembered.ForgetOthersAsync(_session.Client.Visitor?.Uuid);
            OnChanged();
        }

        if (_session is null || !_speech.HasBegun) return;
        if (_isShown == IsOpen)
        {
            if (_isShown && _shownAs != Presentation) await ShowAsync();
            return;
        }

        _isShown = IsOpen;
        if (!_isShown)
        {
            (_newAfter, _knowsWhatIsNew, _wantsFocus) = (null, false, false);
            await HideAsync();
            return;
        }

        _wasOpened = true;
        if (Presentation == LivecallerPresentation.SidePanel && Side is null) await _session.LearnWidgetAsync();
        if (!_isShown) return;
        Refresh();
        StateHasChanged();
        await ShowAsync();
        await _session.OpenAsync();
    }

    private async Task<LivecallerClient> ClientAsync()
    {
        var provider = Services.GetService<ILivecallerClientProvider>();
        if (Client is null && provider is null)
        {
            throw new InvalidOperationException(
                $"<{nameof(LivecallerApp)}> has no client: call services.AddLivecallerBlazor(…), or set its {nameof(Client)} parameter.");
        }

        var client = Client ?? await provider!.GetAsync();
        if (WidgetId is { Length: > 0 } id && client.Options.WidgetId.Value != id)
        {
            throw new InvalidOperationException(
                $"<{nameof(LivecallerApp)}> was given {nameof(WidgetId)} '{id}', but its client belongs to widget '{client.Options.WidgetId}'.");
        }

        return client;
    }

    // Comes from the SDK's threads.
    private void OnChanged() => _ = InvokeAsync(() => (_frames ??= new(DrawAsync, NextFrameAsync)).RequestAsync());

    private async Task DrawAsync()
    {
        if (_disposed) return;
        Refresh();
        StateHasChanged();
        if (_session is null || _session.UnreadCount == _announcedUnread) return;
        _announcedUnread = _session.UnreadCount;
        // Not waited for: what the host does with it must not keep the chat from being drawn.
        _ = UnreadCountChanged.InvokeAsync(_announcedUnread);
    }

    private ChatEvents Events() => new()
    {
        Changed = OnChanged,
        // Opening the chat again signs somebody in: that is the host's decision, or the visitor's.
        SignedOut = () => _ = InvokeAsync(CloseAsync),
        VisitorChanged = visitor => _ = InvokeAsync(() => _disposed ? Task.CompletedTask : _remembered!.ForgetOthersAsync(visitor)),
        MessageCame = () => _ = InvokeAsync(ChimeAsync),
        SignInNeeded = () => _ = InvokeAsync(() => _disposed ? Task.CompletedTask : OnAuthRequired.InvokeAsync()),
        TellDeveloper = text => _ = InvokeAsync(() => TellDeveloperAsync(text)),
    };

    private void Refresh()
    {
        var widget = _session?.Widget;
        Speak(widget);
        _accent = WidgetPalette.Style(widget?.Settings.Theme.Variables.Colors);
        if (_session is null || _actions is null) return;
        // The page may draw the chat before its own frame comes: what it draws is already the next visitor's.
        _ = _memory.BelongToAsync(_session.Client.Visitor?.Uuid, Js);
        if (!_speech.HasBegun) return;
        var snapshot = _session.Snapshot;
        RememberWhatIsNew(snapshot);
        _context = new ChatContext
        {
            Texts = Texts,
            Actions = _actions,
            Memory = _memory,
            Time = _session.Client.Options.TimeProvider,
            Zone = _zone,
            Formats = _formats,
            ServerUrl = _session.Client.Options.ServerUrl,
            Snapshot = snapshot,
            Widget = widget,
            Availability = _session.Availability,
            Connection = _session.Connection,
            Screens = _around,
            Visitor = _session.Client.Visitor,
            IsMuted = _session.IsMuted,
            IsAnswered = _session.PreChatAnswers is not null,
            Error = _session.Error,
            CanSignIn = OnAuthRequired.HasDelegate,
            IsDurable = _session.IsDurable,
            NewAfter = _newAfter,
            IsOpen = IsOpen,
            CanClose = CanClose,
        };
    }

    // The divider stays where it was when the chat was opened, until it is closed or the visitor answers.
    private void RememberWhatIsNew(ConversationSnapshot snapshot)
    {
        if (!_isShown || snapshot.Phase != ConversationPhase.Ready) return;
        if (!_knowsWhatIsNew) _newAfter = snapshot.UnreadCount > 0 ? snapshot.VisitorReadSequence : null;
        _knowsWhatIsNew = true;
        if (snapshot.Messages is [.., { IsOwn: true, Status: MessageStatus.Pending }]) _newAfter = null;
    }

    private async Task CloseAsync()
    {
        if (!Open || !CanClose) return;
        Open = false;
        await OpenChanged.InvokeAsync(false);
        StateHasChanged();
    }
}

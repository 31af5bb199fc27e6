using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Theming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Livecaller.Blazor;

/// <summary>A round button that opens and closes the chat, with the number of unread messages on it, and the newest of them beside it.</summary>
public sealed partial class LivecallerLauncher : ComponentBase, IDisposable
{
    private LanguageState _speech = null!;
    private WidgetConfiguration? _widget;
    private string? _askedFor;
    private string? _language;
    private LivecallerClient? _client;
    private readonly List<IDisposable> _listeners = [];
    private MessagePayload? _teaser;
    private string? _accent;
    private LivecallerSide _side;
    private int _unread;
    private bool _disposed;
    private bool _isAlive;

    /// <summary>Whether the chat is open.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>Raised when the visitor opens or closes the chat.</summary>
    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>The number of unread messages.</summary>
    /// <value>That of the scope's client.</value>
    [Parameter]
    public int? UnreadCount { get; set; }

    /// <summary>The language as a BCP 47 tag.</summary>
    /// <value>The client's.</value>
    [Parameter]
    public string? Language { get; set; }

    /// <summary>The position of the button.</summary>
    /// <value><see cref="LivecallerLauncherPosition.Floating"/></value>
    [Parameter]
    public LivecallerLauncherPosition Position { get; set; }

    /// <summary>The side of the window for a floating button.</summary>
    /// <value>Where the widget's settings put it.</value>
    [Parameter]
    public LivecallerSide? Side { get; set; }

    /// <summary>Whether the button is light or dark.</summary>
    /// <value><see cref="LivecallerTheme.Auto"/></value>
    [Parameter]
    public LivecallerTheme Theme { get; set; }

    /// <summary>Whether a message that arrives while the chat is closed is shown next to a floating button until it's read or dismissed.</summary>
    /// <value>true</value>
    [Parameter]
    public bool ShowTeaser { get; set; } = true;

    /// <summary>The button's colour, as <c>#rrggbb</c>; the icon on it is chosen for contrast.</summary>
    /// <value>The widget's primary colour.</value>
    [Parameter]
    public string? Color { get; set; }

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private ChatTexts Texts => _speech.Texts;

    private int Count => UnreadCount ?? _unread;

    private string Label => Open ? Texts[TextKeys.Close]
        : Count > 0 ? $"{Texts[TextKeys.OpenChat]}: {Texts.Plural(TextKeys.UnreadMessages, Count)}"
        : Texts[TextKeys.OpenChat];

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        foreach (var listener in _listeners) listener.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => _speech = new LanguageState(
        Services.GetService<TextLoader>() ?? new TextLoader(new TextLibrary(), Js, NullLogger.Instance), () => _ = InvokeAsync(() => Speak(_language)));

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // The parameter asks when it changes; in between the app may ask the client for another language.
        if (Language is { Length: > 0 } && Language != _askedFor) _language = Language;
        _askedFor = Language;
        Speak();
        _accent = WidgetPalette.Style(null, Color) ?? _accent;
        if (Open) _teaser = null;
        _side = Side ?? _side;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await HeedEarlierPressAsync();
        if (!firstRender || _disposed || Services.GetService<ILivecallerClientProvider>() is not { } provider) return;
        _client = await provider.GetAsync();
        if (_disposed) return;
        _listeners.Add(_client.Events.On<UnreadCountChanged>(e => InvokeAsync(() => Show(e.UnreadCount))));
        _listeners.Add(_client.Events.On<ConversationMessageReceived>(e => InvokeAsync(() => Tease(e.Message))));
        _listeners.Add(_client.Events.On<VisitorChanged>(e => InvokeAsync(() => Tease(null))));
        _listeners.Add(_client.Events.On<LanguageChanged>(e => InvokeAsync(() => Speak(e.Language))));
        _listeners.Add(_client.Events.On<ConnectionStateChanged>(e => InvokeAsync(() => SpeakAgain(e.State))));
        Speak();
        Show(_client.UnreadCount);
        await FollowWidgetAsync(_client);
    }

    // Prerendered, the button is there before its code: Livecaller.Blazor.lib.module.js keeps a press for it.
    private async Task HeedEarlierPressAsync()
    {
        _isAlive = true;
        StateHasChanged();
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference?>("import", "./_content/Livecaller.Blazor/Livecaller.Blazor.lib.module.js");
            if (module is not null && await module.InvokeAsync<bool>("takePress") && !Open && !_disposed) await ToggleAsync();
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            // The visitor presses again.
        }
    }

    private async Task FollowWidgetAsync(LivecallerClient client)
    {
        try
        {
            _widget = await client.GetWidgetAsync();
            if (_disposed) return;
            _accent = WidgetPalette.Style(_widget.Settings.Theme.Variables.Colors, Color);
            _side = Side ?? WidgetSide.Of(_widget);
            Speak();
            StateHasChanged();
        }
        catch (LivecallerException)
        {
            // If the server can't be reached, the button keeps its defaults. The chat reports the error.
        }
    }

    private void Speak(string? language)
    {
        if (_disposed) return;
        _language = language;
        Speak();
        StateHasChanged();
    }

    // Words that could not be had may be there now.
    private void SpeakAgain(ConnectionState state)
    {
        if (state != ConnectionState.Connected) return;
        _speech.ForgetFailures();
        Speak(_language);
    }

    // Before the client is there, the page may still be being prerendered: no browser to fetch with.
    private void Speak()
    {
        if (_client is not null) _speech.Speak(LocaleIdentifier.Parse(_language) ?? _client.Language, _widget);
    }

    // Messages from another tab of the visitor aren't announced.
    private void Tease(MessagePayload? message)
    {
        if (message?.Sender.Type == ParticipantType.Visitor) return;
        _teaser = Open ? null : message;
        if (!_disposed) StateHasChanged();
    }

    private void Show(int unread)
    {
        _unread = unread;
        if (!_disposed) StateHasChanged();
    }

    private Task ToggleAsync() => OpenChanged.InvokeAsync(!Open);
}

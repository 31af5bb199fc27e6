using Livecaller.Blazor.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Blazor;

/// <summary>
/// The button and the chat in one, for the common case: the button opens and closes the chat, and nothing has to be bound. It needs an
/// interactive render mode. Use <see cref="LivecallerLauncher"/> and <see cref="LivecallerApp"/> where a page has a button of its own.
/// </summary>
public sealed partial class LivecallerChat : ComponentBase
{
    private bool _isOpen;
    private bool _isStatic;

    /// <summary>The widget's id, from the dashboard.</summary>
    /// <value>That of the options.</value>
    [Parameter]
    public string? WidgetId { get; set; }

    /// <summary>The language as a BCP 47 tag.</summary>
    /// <value>The client's.</value>
    [Parameter]
    public string? Language { get; set; }

    /// <summary>How the chat stands on the page.</summary>
    /// <value><see cref="LivecallerPresentation.SidePanel"/></value>
    [Parameter]
    public LivecallerPresentation Presentation { get; set; } = LivecallerPresentation.SidePanel;

    /// <summary>The position of the button.</summary>
    /// <value><see cref="LivecallerLauncherPosition.Floating"/></value>
    [Parameter]
    public LivecallerLauncherPosition Position { get; set; }

    /// <summary>The side of the window for the button and a side panel.</summary>
    /// <value>Where the widget's settings put it.</value>
    [Parameter]
    public LivecallerSide? Side { get; set; }

    /// <summary>Whether button and chat are light or dark.</summary>
    /// <value><see cref="LivecallerTheme.Auto"/></value>
    [Parameter]
    public LivecallerTheme Theme { get; set; }

    /// <summary>The button's colour, as <c>#rrggbb</c>.</summary>
    /// <value>The widget's primary colour.</value>
    [Parameter]
    public string? Color { get; set; }

    /// <summary>Whether a message that arrives while the chat is closed is shown next to a floating button.</summary>
    /// <value>true</value>
    [Parameter]
    public bool ShowTeaser { get; set; } = true;

    /// <summary>Raised when the chat was opened or closed.</summary>
    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>Raised with the number of unread messages when it changes.</summary>
    [Parameter]
    public EventCallback<int> UnreadCountChanged { get; set; }

    /// <summary>The identified visitor's session is over: sign them in again with a fresh token.</summary>
    [Parameter]
    public EventCallback OnAuthRequired { get; set; }

    /// <summary>Whether the chat is open.</summary>
    public bool IsOpen => _isOpen;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>Opens the chat, for example from a link of the page.</summary>
    public Task OpenAsync() => InvokeAsync(() => SetOpenAsync(true));

    /// <summary>Closes the chat.</summary>
    public Task CloseAsync() => InvokeAsync(() => SetOpenAsync(false));

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // Prerendered, it becomes interactive later. Without a render mode it never does.
        _isStatic = !RendererInfo.IsInteractive && AssignedRenderMode is null;
        if (_isStatic && Services.GetService<ILoggerFactory>() is { } loggers)
            LogStatic(loggers.CreateLogger<LivecallerChat>(), StaticRenderingNotice.TextFor(nameof(LivecallerChat)));
    }

    private async Task SetOpenAsync(bool isOpen)
    {
        if (_isOpen == isOpen) return;
        _isOpen = isOpen;
        StateHasChanged();
        await OpenChanged.InvokeAsync(isOpen);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Text}")]
    private static partial void LogStatic(ILogger logger, string text);
}

using Gallery.Scenes;
using Gallery.States;
using Livecaller.Blazor;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gallery.Pages;

/// <summary>Shows one state of the chat on a page. <c>data-gallery-ready</c> is set when the state is reached and all animations have ended.</summary>
public sealed partial class StatePage : IAsyncDisposable
{
    private GalleryState? _state;
    private Lines _lines = Lines.In("en");
    private Scene? _shown;
    private Scene? _acted;
    private string? _played;
    private string? _ready;
    private string? _failure;
    private bool _open;
    private IJSObjectReference? _browser;

    /// <summary>The state's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>The language, as a BCP 47 tag.</summary>
    [SupplyParameterFromQuery(Name = "lang")]
    public string? Lang { get; set; }

    /// <summary><c>light</c>, <c>dark</c> or <c>auto</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Theme { get; set; }

    /// <summary>A part of a presentation's name, such as <c>sheet</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Presentation { get; set; }

    [Inject]
    private Stage Stage { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private string Language => string.IsNullOrWhiteSpace(Lang) ? "en" : Lang;

    private string Direction => Language.Split('-')[0] is "ar" or "he" ? "rtl" : "ltr";

    private LivecallerTheme ShownTheme => Enum.TryParse<LivecallerTheme>(Theme, ignoreCase: true, out var theme) ? theme : LivecallerTheme.Auto;

    private LivecallerPresentation ShownPresentation => PresentationNamed(Presentation) ?? PresentationNamed(_state?.Presentation) ?? default;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_browser is not null) await _browser.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab was closed.
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _state = AllStates.Find(Name);
        var requested = $"{Name} {Language} {Theme} {Presentation}";
        if (_state is null || requested == _played) return;
        _played = requested;
        (_shown, _ready, _failure, _open) = (null, null, null, false);
        _lines = Lines.In(Language);
        try
        {
            var scene = await Stage.ShowAsync(_state, Language, new Uri(Navigation.BaseUri));
            if (requested == _played) (_shown, _open) = (scene, _state.IsOpen);
        }
        catch (Exception e)
        {
            _failure = e.ToString();
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_shown is not { } scene || _acted == scene) return;
        _acted = scene;
        try
        {
            _browser ??= await Js.InvokeAsync<IJSObjectReference>("import", "./gallery.js");
            var browser = new BrowserActions(_browser);
            // The texts of the language are loaded after the chat.
            await browser.WaitForAsync($".lc[lang|='{Language.Split('-')[0]}'] {_state!.ReadySelector}");
            await _browser.InvokeVoidAsync("waitForComposer");
            await _state.ActAsync(scene, browser);
            await _browser.InvokeVoidAsync("settle");
            if (_shown == scene) _ready = _played;
        }
        catch (JSDisconnectedException)
        {
            return;
        }
        catch (Exception e)
        {
            _failure = e.ToString();
        }

        StateHasChanged();
    }

    private static LivecallerPresentation? PresentationNamed(string? part)
    {
        if (string.IsNullOrEmpty(part)) return null;
        var name = Enum.GetNames<LivecallerPresentation>().FirstOrDefault(n => n.Contains(part, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse<LivecallerPresentation>(name);
    }
}

namespace Livecaller.Blazor.Localization;

/// <summary>The words on the screen. When another language is wanted, those of the one before stay until its words are here.</summary>
/// <param name="loader">Fetches them.</param>
/// <param name="arrived">A language is here, or cannot be had: ask again.</param>
internal sealed class LanguageState(TextLoader loader, Action arrived)
{
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private (string? Language, WidgetConfiguration? Widget, object? Loaded) _of;

    /// <summary>What is spoken.</summary>
    public ChatTexts Texts { get; private set; } = new(null);

    /// <summary>Whether the first language is loaded. Until then, the texts are English.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The value of <c>dir</c>: before a first language is here, that of the one that was asked for, so that nothing changes sides.</summary>
    public string Direction(string? wanted) =>
        HasBegun || string.IsNullOrWhiteSpace(wanted) ? Texts.Direction : LanguageTag.IsRightToLeft(LanguageTag.Normal(wanted)) ? "rtl" : "ltr";

    /// <summary>Speaks a language if its words are here, and fetches them if not.</summary>
    public void Speak(string? language, WidgetConfiguration? widget)
    {
        var written = LanguageTag.Written(language ?? TextLibrary.Fallback);
        if (loader.Library.Lacks(written) && !_missing.Contains(written))
        {
            _ = FetchAsync(written);
            return;
        }

        HasBegun = true;
        var of = (language, widget, loader.Library.Find(written));
        if (of == _of) return;
        _of = of;
        Texts = new ChatTexts(language, loader.Library, widget?.Translations);
    }

    /// <summary>What could not be had may be there now: the network is back.</summary>
    public void ForgetFailures() => _missing.Clear();

    private async Task FetchAsync(string written)
    {
        await loader.LoadAsync(written);
        if (loader.Library.Lacks(written)) _missing.Add(written);
        arrived();
    }
}

using Livecaller.Blazor.Frame;
using Livecaller.Blazor.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Livecaller.Blazor;

// The words of the language that is wanted: the client's, which the parameter changes when it changes itself.
public sealed partial class LivecallerApp
{
    private LanguageState _speech = null!;
    private string? _askedFor;

    private ChatTexts Texts => _speech.Texts;

    /// <summary>What a page that has its own launcher shows of a message.</summary>
    internal TeaserContent TeaserOf(MessagePayload message) => TeaserContent.Of(message, Texts);

    /// <summary>The name of the button that removes it.</summary>
    internal string DismissText => Texts[TextKeys.Dismiss];

    private async Task AskForLanguageAsync()
    {
        // In between the app may ask the client for another language.
        var isNew = Language is { Length: > 0 } && Language != _askedFor;
        _askedFor = Language;
        if (isNew && _session is not null) await UseLanguageAsync(_session.Client);
    }

    private async Task UseLanguageAsync(LivecallerClient client)
    {
        if (Language is not { Length: > 0 } wanted) return;
        var tag = LocaleIdentifier.Parse(wanted);
        if (tag is null)
        {
            await TellDeveloperAsync($"Livecaller: '{wanted}' cannot be understood as a language; expected a tag such as 'en' or 'pt-BR'. The browser's languages are used.");
            tag = await BrowserLanguageAsync();
        }

        if (tag is not null) await client.UpdateLocaleAsync(tag);
    }

    // The first that there are texts in, or else the first of all.
    private async Task<string?> BrowserLanguageAsync()
    {
        try
        {
            var languages = _module is null ? null : await _module.InvokeAsync<string[]?>("languages");
            string[] tags = [.. (languages ?? []).Select(LocaleIdentifier.Parse).OfType<string>()];
            return Array.Find(tags, t => TextLibrary.Languages.Contains(LanguageTag.Written(t))) ?? tags.FirstOrDefault();
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            return null;
        }
    }

    private void CreateLanguageState() => _speech = new LanguageState(Services.GetService<TextLoader>() ?? new TextLoader(new TextLibrary(), Js, _logger), OnChanged);

    // Before the browser is there, nothing can be fetched, and nothing is shown.
    private void Speak(WidgetConfiguration? widget)
    {
        if (_module is not null) _speech.Speak(_session?.Client.Language ?? Language, widget);
    }
}

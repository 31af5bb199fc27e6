using Livecaller.Blazor.Localization;
using Livecaller.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Blazor;

// The words of the language that is wanted: the client's, which the parameter changes when it changes itself.
public sealed partial class LivecallerApp
{
    private Speech _speech = null!;
    private string? _askedFor;

    private ChatTexts Texts => _speech.Texts;

    private async Task AskForLanguageAsync()
    {
        // In between the app may ask the client for another language.
        var isNew = Language is { Length: > 0 } && Language != _askedFor;
        _askedFor = Language;
        if (isNew && _session is not null) await _session.Client.UpdateLocaleAsync(Language!);
    }

    private void LearnToSpeak() => _speech = new Speech(Services.GetService<TextLoader>() ?? new TextLoader(new TextLibrary(), Js, _logger), OnChanged);

    // Before the browser is there, nothing can be fetched, and nothing is shown.
    private void Speak(WidgetConfiguration? widget)
    {
        if (_module is not null) _speech.Speak(_session?.Client.Language ?? Language, widget);
    }
}

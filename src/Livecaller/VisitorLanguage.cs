using Livecaller.Events;
using Livecaller.Shared;

namespace Livecaller;

/// <summary>The visitor's language.</summary>
internal sealed class VisitorLanguage(string language, LivecallerEvents events)
{
    private volatile string _tag = LocaleIdentifier.Parse(language)!;

    public string Tag => _tag;

    /// <exception cref="ArgumentException">The value is not a language.</exception>
    public void Change(string language)
    {
        var tag = LocaleIdentifier.Parse(language)
            ?? throw new ArgumentException($"'{language}' is not a language; expected a tag such as 'en' or 'pt-BR'.", nameof(language));
        if (Interlocked.Exchange(ref _tag, tag) != tag) events.Publish(new(new LanguageChanged(tag), new()));
    }
}

using System.Globalization;
using System.Text.Json;
using Livecaller.Components;
using Livecaller.Time;

namespace Livecaller.Blazor.Localization;

/// <summary>The texts of one language. The widget's own translations come first, then the component's, then English.</summary>
internal sealed class ChatTexts : IPartTexts
{
    private readonly List<(string Language, IReadOnlyDictionary<string, string> Texts)> _overrides = [];
    private readonly IReadOnlyDictionary<string, string>? _texts;
    private readonly string _written;

    /// <param name="language">A BCP 47 tag; null for English.</param>
    /// <param name="library">What was loaded; null for English alone.</param>
    /// <param name="translations">The widget's own, by language and key.</param>
    public ChatTexts(
        string? language, TextLibrary? library = null, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? translations = null)
    {
        Language = string.IsNullOrWhiteSpace(language) ? TextLibrary.Fallback : LanguageTag.Normal(language);
        _written = LanguageTag.Written(Language);
        _texts = library?.Find(_written);
        // Those for the region, or the script, before those for the language.
        Override(translations, Language);
        if (_written != Language) Override(translations, _written);
        Culture = LanguageTag.Culture(Language);
        SpokenLanguage = _texts is not null || _overrides.Count > 0 ? Language : TextLibrary.Fallback;
        IsRightToLeft = LanguageTag.IsRightToLeft(SpokenLanguage);
    }

    /// <summary>The language that was asked for.</summary>
    public string Language { get; }

    /// <summary>The language of the words: English where the one that was asked for is not there.</summary>
    public string SpokenLanguage { get; }

    /// <summary>Formats times and dates where the browser does not.</summary>
    public CultureInfo Culture { get; }

    public bool IsRightToLeft { get; }

    /// <summary>The value of <c>dir</c>.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    public string this[string key] => Written(key).First().Text;

    public string Format(string key, params object[] values)
    {
        // Translations come from a server or a browser: an invalid placeholder must not break the chat.
        foreach (var (text, _) in Written(key))
        {
            try
            {
                return string.Format(Culture, text, values);
            }
            catch (FormatException)
            {
                // The next one may be whole.
            }
        }

        return key;
    }

    /// <summary>A text with a form for each plural category: <c>one:…|other:…</c>.</summary>
    public string Plural(string key, long count)
    {
        // Counted by the rules of the language that the text is written in.
        var (written, language) = Written(key).First();
        var category = PluralForm.Of(language, count) + ":";
        var forms = written.Split('|');
        var form = Array.Find(forms, f => f.StartsWith(category, StringComparison.Ordinal))
            ?? Array.Find(forms, f => f.StartsWith("other:", StringComparison.Ordinal))
            ?? forms[0];
        var text = form[(form.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return text.Replace("{0}", Number(count), StringComparison.Ordinal);
    }

    /// <summary>A number of things. WebAssembly has the globalization data of one culture, or of none.</summary>
    public string Number(double value) => NumberText.Of(Language, value);

    private IEnumerable<(string Text, string Language)> Written(string key)
    {
        foreach (var (language, texts) in _overrides)
        {
            var own = texts.GetValueOrDefault(JsonNamingPolicy.SnakeCaseLower.ConvertName(key)) ?? texts.GetValueOrDefault(key);
            if (own is not null) yield return (own, language);
        }

        if (_texts?.GetValueOrDefault(key) is { } text) yield return (text, _written);
        yield return (TextLibrary.English(key) ?? key, TextLibrary.Fallback);
    }

    private void Override(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? translations, string language)
    {
        foreach (var (tag, texts) in translations ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
        {
            if (string.Equals(LocaleIdentifier.Parse(tag), language, StringComparison.OrdinalIgnoreCase)) _overrides.Add((language, texts));
        }
    }
}

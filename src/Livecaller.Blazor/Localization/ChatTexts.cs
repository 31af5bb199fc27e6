using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace Livecaller.Blazor.Localization;

/// <summary>
/// The texts of one language. The widget's own translations come first, then the component's, then English.
/// Each language is a neutral resource of its own (<c>Texts_de</c>, not <c>Texts.de</c>): satellite assemblies are loaded in
/// WebAssembly only for the culture that the app started with, and the chat's language is a parameter that may change.
/// </summary>
internal sealed class ChatTexts
{
    private static readonly Dictionary<string, ResourceManager> Built = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = Open("Texts"),
        ["de"] = Open("Texts_de"),
        ["ar"] = Open("Texts_ar"),
    };

    private readonly IReadOnlyDictionary<string, string>? _overrides;
    private readonly ResourceManager _texts;
    private readonly string _textLanguage;

    public ChatTexts(string? language, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? translations = null)
    {
        Language = string.IsNullOrWhiteSpace(language) ? "en" : language.Trim().Replace('_', '-');
        var primary = LanguageTag.Primary(Language);
        _textLanguage = Built.ContainsKey(primary) ? primary : "en";
        _texts = Built[_textLanguage];
        _overrides = translations?.GetValueOrDefault(Language) ?? translations?.GetValueOrDefault(primary);
        if (_overrides is not null) _textLanguage = primary;
        Culture = LanguageTag.Culture(Language);
        SpokenLanguage = _textLanguage == primary ? Language : _textLanguage;
        IsRightToLeft = LanguageTag.IsRightToLeft(SpokenLanguage);
    }

    public static IReadOnlyCollection<string> Languages => Built.Keys;

    /// <summary>The language that was asked for.</summary>
    public string Language { get; }

    /// <summary>The language of the words: English where the one that was asked for is not there.</summary>
    public string SpokenLanguage { get; }

    /// <summary>Formats numbers, times and dates.</summary>
    public CultureInfo Culture { get; }

    public bool IsRightToLeft { get; }

    /// <summary>The value of <c>dir</c>.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    public string this[string key] => Override(key) ?? BuiltIn(key);

    public string Format(string key, params object[] values)
    {
        // A translation comes from a server: a broken placeholder in it must not break the chat.
        try
        {
            return string.Format(Culture, this[key], values);
        }
        catch (FormatException)
        {
            return string.Format(Culture, BuiltIn(key), values);
        }
    }

    /// <summary>A text with a form for each plural category: <c>one:…|other:…</c>.</summary>
    public string Plural(string key, long count)
    {
        var category = PluralCategory.Of(_textLanguage, count) + ":";
        var forms = this[key].Split('|');
        var form = Array.Find(forms, f => f.StartsWith(category, StringComparison.Ordinal))
            ?? Array.Find(forms, f => f.StartsWith("other:", StringComparison.Ordinal))
            ?? forms[0];
        var text = form[(form.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return text.Replace("{0}", count.ToString(Culture), StringComparison.Ordinal);
    }

    internal static IReadOnlySet<string> KeysOf(string language)
    {
        var set = Built[language].GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!;
        return set.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key).ToHashSet();
    }

    private static ResourceManager Open(string name) =>
        new("Livecaller.Blazor.Localization." + name, typeof(ChatTexts).Assembly);

    private string? Override(string key) =>
        _overrides is null ? null
        : _overrides.GetValueOrDefault(JsonNamingPolicy.SnakeCaseLower.ConvertName(key)) ?? _overrides.GetValueOrDefault(key);

    private string BuiltIn(string key) =>
        _texts.GetString(key, CultureInfo.InvariantCulture)
        ?? Built["en"].GetString(key, CultureInfo.InvariantCulture)
        ?? key;
}

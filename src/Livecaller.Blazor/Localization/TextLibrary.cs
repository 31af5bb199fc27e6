using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace Livecaller.Blazor.Localization;

/// <summary>
/// The component's own texts. English is built in, for it stands in for everything that is missing; each other language is a file
/// (<c>wwwroot/texts/de.json</c>) that is loaded when it is first wanted, so that nobody loads what nobody reads.
/// One for each visitor: in server mode the files come from the visitor's browser, which must not put words into another's chat.
/// </summary>
internal sealed class TextLibrary
{
    public const string Fallback = "en";

    private static readonly ResourceManager BuiltIn = new("Livecaller.Blazor.Localization.Texts", typeof(TextLibrary).Assembly);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _loaded = new(StringComparer.Ordinal);

    /// <summary>The languages that there are texts in.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        ["ar", "de", "en", "es", "fr", "he", "hy", "it", "ja", "ka", "ko", "nl", "pl", "pt", "ru", "tr", "uk", "zh", "zh-Hant"];

    /// <summary>A text in English; null when there is no such text.</summary>
    public static string? English(string key) => BuiltIn.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>Whether there is a file of a language that was not loaded yet.</summary>
    public bool Lacks(string written) => written != Fallback && Languages.Contains(written) && !_loaded.ContainsKey(written);

    /// <summary>Takes a language's file. What is no text, or is none of the component's, is left out.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public void Add(string written, string json)
    {
        using var file = JsonDocument.Parse(json);
        if (file.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException($"Expected an object of texts, received {file.RootElement.ValueKind}.");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in file.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && English(member.Name) is not null) texts[member.Name] = member.Value.GetString()!;
        }

        _loaded[written] = texts;
    }

    /// <summary>A language's texts; null when they are English, or not here.</summary>
    public IReadOnlyDictionary<string, string>? Find(string written) => _loaded.GetValueOrDefault(written);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace Livecaller.Blazor.Localization;

/// <summary>
/// The texts of the component. English is built in, as the fallback for missing texts; each other language is a file
/// (<c>wwwroot/texts/de.json</c>) that is loaded when it's first needed.
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

    /// <summary>Returns a text in English; null if there is none.</summary>
    public static string? English(string key) => BuiltIn.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>Whether there is a file of a language that was not loaded yet.</summary>
    public bool Lacks(string written) => written != Fallback && Languages.Contains(written) && !_loaded.ContainsKey(written);

    /// <summary>Adds a language's file. Values that aren't texts and unknown keys are ignored.</summary>
    /// <exception cref="JsonException">The file isn't a JSON object.</exception>
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

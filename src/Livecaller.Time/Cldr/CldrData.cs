using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>Finds the data of a language. The index is read on first use, and the patterns of a language when it's first requested.</summary>
internal sealed class CldrData
{
    private const string Fallback = "en";
    private const string LatinDigits = "latn";

    private static readonly Lazy<CldrData> Shared = new(() => new());

    private readonly Dictionary<string, string[]> _digits;
    private readonly Dictionary<string, string> _aliases;
    private readonly Dictionary<string, LocaleEntry> _locales = new(StringComparer.OrdinalIgnoreCase);
    private readonly NumberShape[] _shapes;
    private readonly Lazy<PluralRules>[] _plurals;
    private readonly Lazy<UnitPattern[]>[] _blocks;

    private CldrData()
    {
        var (sections, blocksAt) = CldrArchive.ReadIndex();
        if (sections is not [var digits, var shapes, var plurals, var aliases, var locales, [var lengths]])
            throw new InvalidDataException("The embedded CLDR data has an unexpected format.");
        _digits = digits.Select(line => line.Split('|')).ToDictionary(pair => pair[0], pair => ParseDigits(pair[1]), StringComparer.OrdinalIgnoreCase);
        _shapes = Array.ConvertAll(shapes, line => NumberShape.Parse(line, system => _digits[system]));
        _plurals = Array.ConvertAll(plurals, line => new Lazy<PluralRules>(() => PluralRules.Parse(line)));
        _aliases = aliases.Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        foreach (var line in locales) AddLocales(line);
        _blocks = Array.ConvertAll(lengths.Split(' '), text =>
        {
            var (offset, length) = (blocksAt, ParseNumber(text));
            blocksAt += length;
            return new Lazy<UnitPattern[]>(() => CldrArchive.ReadBlock(offset, length));
        });
    }

    public static LocaleData Find(string language) => Shared.Value.FindLocale(LanguageTag.Parse(language));

    private LocaleData FindLocale(LanguageTag tag)
    {
        var entry = FindEntry(tag);
        return new(entry.Name, _blocks[entry.Block].Value, _plurals[entry.Plurals].Value, FindShape(entry, tag.NumberingSystem));
    }

    /// <summary>Returns the entry for the longest known prefix of the tag, like Intl.</summary>
    private LocaleEntry FindEntry(LanguageTag tag)
    {
        var name = string.Join('-', tag.Subtags.Select((subtag, index) =>
            (index == 0 || subtag.Length == 2) && _aliases.TryGetValue(subtag, out var current) && IsRegion(current) == index > 0 ? current : subtag));
        for (; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('-'))])
        {
            if (_locales.TryGetValue(name, out var entry)) return entry;
        }

        return _locales[Fallback];
    }

    /// <summary>Returns the locale's shape for a numbering system, or its Latin shape with the digits of that system, or its default shape.</summary>
    private NumberShape FindShape(LocaleEntry entry, string? system)
    {
        var defaultShape = _shapes[entry.Shapes[0]];
        if (system is null || !_digits.TryGetValue(system, out var digits)) return defaultShape;
        var own = Array.ConvertAll(entry.Shapes, index => _shapes[index]);
        return Array.Find(own, shape => shape.Digits == digits)
            ?? Array.Find(own, shape => shape.System == LatinDigits)! with { System = system, Digits = digits };
    }

    // "block shapes plurals name name other=name …"
    private void AddLocales(string line)
    {
        var words = line.Split(' ');
        var shapes = Array.ConvertAll(words[1].Split(','), ParseNumber);
        foreach (var word in words[3..])
        {
            var names = word.Split('=');
            _locales.Add(names[0], new(names[^1], ParseNumber(words[0]), shapes, ParseNumber(words[2])));
        }
    }

    private static bool IsRegion(string subtag) => char.IsAsciiLetterUpper(subtag[0]);

    private static string[] ParseDigits(string digits)
    {
        var runes = digits.EnumerateRunes().ToArray();
        return [.. Enumerable.Range(0, 10).Select(digit => (runes.Length == 10 ? runes[digit] : new(runes[0].Value + digit)).ToString())];
    }

    private static int ParseNumber(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

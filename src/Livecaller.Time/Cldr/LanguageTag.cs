namespace Livecaller.Time.Cldr;

/// <summary>The parts of a BCP 47 tag that select the data: the subtags up to the first extension, and the numbering system in <c>-u-nu-</c>.</summary>
internal sealed record LanguageTag(string[] Subtags, string? NumberingSystem)
{
    // No locale has more subtags. The limit bounds the cost of longer tags.
    private const int MaxSubtags = 8;

    public static LanguageTag Parse(string tag)
    {
        var all = tag.Replace('_', '-').Split('-', 32);
        var extension = Array.FindIndex(all, subtag => subtag.Length <= 1);
        var unicode = Array.FindIndex(all, subtag => subtag is "u" or "U");
        var privateUse = Array.FindIndex(all, subtag => subtag is "x" or "X");
        var key = unicode < 0 ? -1 : Array.FindIndex(all, unicode, subtag => subtag.Equals("nu", StringComparison.OrdinalIgnoreCase));
        var chosen = key > 0 && key + 1 < all.Length && (privateUse < 0 || key < privateUse) ? all[key + 1] : null;
        return new(all[..Math.Min(extension < 0 ? all.Length : extension, MaxSubtags)], chosen);
    }
}

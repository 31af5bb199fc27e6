namespace Livecaller.Shared;

/// <summary>
/// Reads a language in any form that systems have for it: BCP 47 (<c>de-DE</c>), POSIX (<c>de_DE.UTF-8@euro</c>), Java (<c>zh_TW_#Hant</c>),
/// old .NET (<c>zh-CHT</c>), withdrawn codes (<c>iw</c>) and those of three letters (<c>deu</c>).
/// </summary>
internal static class LocaleIdentifier
{
    private const int MaxSubtags = 16;

    /// <summary>The BCP 47 tag of today; null when the text cannot be understood as a language.</summary>
    public static string? Parse(string? text)
    {
        if (text is null) return null;
        var plain = Plain(text);
        // A list, as in Accept-Language, has the best first; behind a dot is a code set, behind an at sign a modifier.
        // Java has scripts and extensions behind a number sign.
        string[] parts = [.. plain[..End(plain, ",;.@")].Split((char[])['-', '_'], StringSplitOptions.RemoveEmptyEntries).Select(p => p.TrimStart('#'))];
        if (parts.Length is 0 or > MaxSubtags) return null;
        if (LocaleAliases.Whole(string.Join('-', parts)) is { } whole) return whole;
        var modifier = plain.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? plain[(at + 1)..][..End(plain[(at + 1)..], ",;=")] : "";
        return Compose(parts, modifier);
    }

    private static string? Compose(string[] parts, string modifier)
    {
        if (LocaleAliases.Language(parts[0]) is not { } named) return null;
        var (language, script) = named;
        string? region = null;
        List<string> variants = [];
        var i = 1;
        for (; i < parts.Length && parts[i].Length > 1; i++)
        {
            var part = parts[i];
            if (!part.All(char.IsAsciiLetterOrDigit) || part.Length > 8) return null;
            if (LocaleAliases.Script(part) is { } old) script = old;
            else if (i == 1 && LocaleAliases.Extended(language, part) is { } extended) language = extended;
            else if (part.Length == 4 && part.All(char.IsAsciiLetter)) script = char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant();
            else if (part.Length == 2 && region is null && part.All(char.IsAsciiLetter)) region = LocaleAliases.Region(part.ToUpperInvariant());
            else if (part.Length == 3 && region is null && part.All(char.IsAsciiDigit)) region = part;
            else if (part.Length >= 5 || (part.Length == 4 && char.IsAsciiDigit(part[0]))) variants.Add(part.ToLowerInvariant());
            else if (!LocaleAliases.IsRegionAgain(part)) return null;
        }

        if (LocaleAliases.ScriptOfModifier(modifier) is { } modified) script = modified;
        if (modifier == "valencia") variants.Add(modifier);
        // What follows a subtag of one letter stays: -u-nu-latn, -x-private.
        var extensions = parts[i..].Select(p => p.ToLowerInvariant()).ToArray();
        // A singleton alone says nothing.
        if (!extensions.All(p => p.Length is > 0 and <= 8 && p.All(char.IsAsciiLetterOrDigit)) || extensions is [_]) return null;
        return string.Join('-', (string[])[language, .. Some(script), .. Some(region), .. variants, .. extensions]);
    }

    private static string[] Some(string? subtag) => subtag is null ? [] : [subtag];

    private static int End(string text, string marks) => text.AsSpan().IndexOfAny(marks) is >= 0 and var end ? end : text.Length;

    // Pasted identifiers have unseen characters around them, and hyphens that do not break.
    private static string Plain(string text) => string.Concat(text
        .Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)
        .Select(c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.DashPunctuation ? '-' : c)).Trim();
}

using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>The texts of a locale for one unit in one style.</summary>
internal sealed class UnitPattern
{
    private const int MaxWordOffset = 2;

    private readonly string?[] _words = new string?[2 * MaxWordOffset + 1];
    private readonly string?[] _past = new string?[6];
    private readonly string?[] _future = new string?[6];

    /// <summary>Parses <c>-1=yesterday|&lt;one={0} day ago|&gt;one=in {0} day|…</c>: words by offset, past forms with &lt;, future forms with &gt;.</summary>
    public static UnitPattern Parse(string line)
    {
        var pattern = new UnitPattern();
        foreach (var field in line.Split('|'))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            var (key, text) = (field[..equals], field[(equals + 1)..]);
            if (key[0] is '<' or '>')
                (key[0] == '<' ? pattern._past : pattern._future)[(int)Enum.Parse<PluralCategory>(key[1..], ignoreCase: true)] = text;
            else
                pattern._words[int.Parse(key, CultureInfo.InvariantCulture) + MaxWordOffset] = text;
        }

        return pattern;
    }

    /// <summary>Returns the word for an offset, or null. Like Intl, compares the value rounded to two decimal places.</summary>
    public string? FindWord(double value)
    {
        if (Math.Abs(value) >= MaxWordOffset + 1) return null;
        var hundredths = (int)(value * 100 + (value < 0 ? -0.5 : 0.5));
        return hundredths % 100 == 0 && Math.Abs(hundredths) <= 100 * MaxWordOffset ? _words[hundredths / 100 + MaxWordOffset] : null;
    }

    public string FindPattern(bool past, PluralCategory category)
    {
        var texts = past ? _past : _future;
        return (texts[(int)category] ?? texts[(int)PluralCategory.Other])!;
    }
}

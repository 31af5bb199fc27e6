using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>How a locale says one unit in one style.</summary>
internal sealed class UnitPattern
{
    private const int WordReach = 2;

    private readonly string?[] _words = new string?[2 * WordReach + 1];
    private readonly string?[] _past = new string?[6];
    private readonly string?[] _future = new string?[6];

    /// <summary>Reads <c>-1=yesterday|&lt;one={0} day ago|&gt;one=in {0} day|…</c>: words by their offset, the past by &lt;, the future by &gt;.</summary>
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
                pattern._words[int.Parse(key, CultureInfo.InvariantCulture) + WordReach] = text;
        }

        return pattern;
    }

    /// <summary>The word for an offset, when there is one. Intl takes one for anything that is it to two decimals.</summary>
    public string? Word(double value)
    {
        if (Math.Abs(value) >= WordReach + 1) return null;
        var hundredths = (int)(value * 100 + (value < 0 ? -0.5 : 0.5));
        return hundredths % 100 == 0 && Math.Abs(hundredths) <= 100 * WordReach ? _words[hundredths / 100 + WordReach] : null;
    }

    public string Counted(bool past, PluralCategory category)
    {
        var texts = past ? _past : _future;
        return (texts[(int)category] ?? texts[(int)PluralCategory.Other])!;
    }
}

using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>A rounded number: the digits of the integer part, and up to three decimal places without trailing zeros.</summary>
internal readonly record struct RoundedNumber(string Whole, string Fraction)
{
    private const int MaxFraction = 3;

    /// <summary>Rounds half to even, like Intl, based on the shortest round-trip decimal digits: 1.0005 is a tie although the double isn't exact.</summary>
    public static RoundedNumber From(double magnitude)
    {
        var parts = magnitude.ToString("R", CultureInfo.InvariantCulture);
        var exponent = parts.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? parts : parts[..exponent];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? mantissa.Length : point)
            + (exponent < 0 ? 0 : int.Parse(parts.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        if (whole <= 0) (digits, whole) = (new string('0', 1 - whole) + digits, 1);
        digits = Round(digits.PadRight(whole, '0'), ref whole);
        return new(digits[..whole].TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0", digits[whole..].TrimEnd('0'));
    }

    private static string Round(string digits, ref int whole)
    {
        var keep = whole + MaxFraction;
        if (digits.Length <= keep) return digits;
        var rest = digits.AsSpan(keep).TrimEnd('0');
        var up = rest is "5" ? (digits[keep - 1] - '0') % 2 == 1 : rest is [>= '5', ..];
        if (!up) return digits[..keep];
        var rounded = ('0' + digits[..keep]).ToCharArray();
        var last = rounded.Length - 1;
        for (; rounded[last] == '9'; last--) rounded[last] = '0';
        rounded[last]++;
        whole++;
        return new string(rounded);
    }
}

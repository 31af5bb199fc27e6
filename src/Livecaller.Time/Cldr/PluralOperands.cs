using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>The operands of plural rules (UTS #35, part 3): i, v, w, f and t. No number here ends in a zero behind the point, so v is w and f is t.</summary>
internal readonly struct PluralOperands(RoundedNumber number)
{
    // What Intl keeps of a whole part that is too long for an integer.
    private const int Reach = 18;

    // Intl takes n as a double, and so its remainder for a number of more than 15 digits.
    private readonly double _number = double.Parse($"{number.Whole}.{number.Fraction}", CultureInfo.InvariantCulture);
    private readonly long _whole = Last(number.Whole);
    private readonly long _fraction = Last(number.Fraction);
    private readonly int _visible = number.Fraction.Length;

    public double this[char operand] => operand switch
    {
        'n' => _number,
        'i' => _whole,
        'v' or 'w' => _visible,
        'f' or 't' => _fraction,
        'e' or 'c' => 0,
        _ => throw new FormatException($"Plural rules have no operand '{operand}'."),
    };

    private static long Last(string digits) =>
        digits.Length == 0 ? 0 : long.Parse(digits.AsSpan(Math.Max(0, digits.Length - Reach)), NumberStyles.None, CultureInfo.InvariantCulture);
}

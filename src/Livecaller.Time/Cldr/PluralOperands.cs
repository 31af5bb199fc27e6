using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>The operands of plural rules (UTS #35, part 3). Numbers have no trailing zeros after the decimal point, so v equals w and f equals t.</summary>
internal readonly struct PluralOperands(RoundedNumber number)
{
    // Intl keeps this number of digits if the integer part is too long.
    private const int MaxDigits = 18;

    // Intl uses a double for n, which affects the remainder of numbers with more than 15 digits.
    private readonly double _number = double.Parse($"{number.Whole}.{number.Fraction}", CultureInfo.InvariantCulture);
    private readonly long _whole = ParseLast(number.Whole);
    private readonly long _fraction = ParseLast(number.Fraction);
    private readonly int _visible = number.Fraction.Length;

    public double this[char operand] => operand switch
    {
        'n' => _number,
        'i' => _whole,
        'v' or 'w' => _visible,
        'f' or 't' => _fraction,
        'e' or 'c' => 0,
        _ => throw new FormatException($"The plural operand '{operand}' is unknown."),
    };

    private static long ParseLast(string digits) =>
        digits.Length == 0 ? 0 : long.Parse(digits.AsSpan(Math.Max(0, digits.Length - MaxDigits)), NumberStyles.None, CultureInfo.InvariantCulture);
}

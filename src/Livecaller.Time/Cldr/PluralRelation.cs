using System.Globalization;

namespace Livecaller.Time.Cldr;

/// <summary>One comparison of a plural rule, such as <c>n % 100 != 11..14,91</c>.</summary>
internal sealed record PluralRelation(char Operand, long Modulus, bool Negated, (long From, long To)[] Ranges)
{
    public static PluralRelation Parse(string text)
    {
        var words = text.Split(' ');
        var modulus = words is [_, "%", var divisor, ..] ? ParseNumber(divisor) : 0;
        return new(words[0][0], modulus, words[^2] == "!=", Array.ConvertAll(words[^1].Split(','), ParseRange));
    }

    public bool IsMatch(PluralOperands operands)
    {
        var value = Modulus == 0 ? operands[Operand] : operands[Operand] % Modulus;
        return (double.IsInteger(value) && Array.Exists(Ranges, range => value >= range.From && value <= range.To)) != Negated;
    }

    private static (long, long) ParseRange(string text)
    {
        var ends = text.Split("..");
        return (ParseNumber(ends[0]), ParseNumber(ends[^1]));
    }

    private static long ParseNumber(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;

namespace Livecaller.Time.Cldr;

/// <summary>The number format of a locale: digits, decimal separator and grouping.</summary>
internal sealed record NumberShape(string System, string Decimal, string Group, int Primary, int Secondary, int MinimumGrouping)
{
    /// <summary>The ten digits. Each can consist of two UTF-16 code units.</summary>
    public required string[] Digits { get; init; }

    public static NumberShape Parse(string line, Func<string, string[]> digits)
    {
        var fields = line.Split('|');
        var counts = Array.ConvertAll(fields[3..], text => int.Parse(text, CultureInfo.InvariantCulture));
        return new(fields[0], fields[1], fields[2], counts[0], counts[1], counts[2]) { Digits = digits(fields[0]) };
    }

    public string Format(RoundedNumber number)
    {
        var text = new StringBuilder();
        var whole = number.Whole;
        var grouped = whole.Length >= Primary + MinimumGrouping;
        for (var index = 0; index < whole.Length; index++)
        {
            var remaining = whole.Length - index;
            if (grouped && index > 0 && remaining >= Primary && (remaining - Primary) % Secondary == 0) text.Append(Group);
            text.Append(Digits[whole[index] - '0']);
        }

        if (number.Fraction.Length > 0) text.Append(Decimal);
        foreach (var digit in number.Fraction) text.Append(Digits[digit - '0']);
        return text.ToString();
    }
}

using Livecaller.Time.Cldr;

namespace Livecaller.Time;

/// <summary>Formats numbers like <c>Intl.NumberFormat</c> with its default options, without the platform's globalization data.</summary>
public static class NumberText
{
    /// <summary>Formats a number with the digits and separators of a language.</summary>
    /// <param name="language">A BCP 47 tag. English is used for unknown languages.</param>
    /// <param name="value">A finite number that's zero or positive. Rounded to three decimal places.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative or not finite.</exception>
    public static string Of(string language, double value)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, null);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return CldrData.Find(language).Numbers.Format(RoundedNumber.From(value));
    }
}

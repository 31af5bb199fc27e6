using Livecaller.Time.Cldr;

namespace Livecaller.Time;

/// <summary>Writes a number as a language does, with no need for the platform's globalization data: as <c>Intl.NumberFormat</c> does by default.</summary>
public static class NumberText
{
    /// <summary>The number in the language's digits, with its separators.</summary>
    /// <param name="language">A BCP 47 tag; one that is not known gives English.</param>
    /// <param name="value">Zero or more. At most three decimal places are written.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or no finite number.</exception>
    public static string Of(string language, double value)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, null);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return CldrData.Find(language).Numbers.Write(RoundedNumber.From(value));
    }
}

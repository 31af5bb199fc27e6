using Livecaller.Time.Cldr;

namespace Livecaller.Time;

/// <summary>Which form of a word goes with a number, in every language of CLDR's modern coverage, as <c>Intl.PluralRules</c> tells it.</summary>
public static class PluralForm
{
    /// <summary>The plural category of a number.</summary>
    /// <param name="language">A BCP 47 tag; one that is not known gives English.</param>
    /// <param name="count">The number; its sign does not matter, nor what stands behind its third decimal place.</param>
    /// <returns><c>zero</c>, <c>one</c>, <c>two</c>, <c>few</c>, <c>many</c> or <c>other</c>.</returns>
    public static string Of(string language, double count)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (!double.IsFinite(count)) return "other";
        return CldrData.Find(language).Plurals.Select(RoundedNumber.From(Math.Abs(count))) switch
        {
            PluralCategory.Zero => "zero",
            PluralCategory.One => "one",
            PluralCategory.Two => "two",
            PluralCategory.Few => "few",
            PluralCategory.Many => "many",
            _ => "other",
        };
    }
}

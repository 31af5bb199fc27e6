using Livecaller.Time.Cldr;

namespace Livecaller.Time;

/// <summary>Determines the plural form for a number in every language with modern CLDR coverage, like <c>Intl.PluralRules</c>.</summary>
public static class PluralForm
{
    /// <summary>Returns the plural category of a number.</summary>
    /// <param name="language">A BCP 47 tag. English is used for unknown languages.</param>
    /// <param name="count">The number. Its sign is ignored, and it's rounded to three decimal places.</param>
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

namespace Livecaller.Time.Cldr;

/// <summary>The formatting data of a locale.</summary>
internal sealed record LocaleData(string Name, UnitPattern[] Patterns, PluralRules Plurals, NumberShape Numbers)
{
    public UnitPattern Pattern(RelativeTimeStyle style, RelativeTimeUnit unit) => Patterns[(int)style * CldrArchive.Units + (int)unit];
}

namespace Livecaller.Time.Cldr;

/// <summary>The plural categories of CLDR; every language has <see cref="Other"/>.</summary>
internal enum PluralCategory
{
    Other,
    Zero,
    One,
    Two,
    Few,
    Many,
}

namespace Livecaller.Time.Cldr;

/// <summary>Where the data of a locale is: numbers of rows in the index, and of the block of patterns.</summary>
internal sealed record LocaleEntry(string Name, int Block, int[] Shapes, int Plurals);

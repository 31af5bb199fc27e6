namespace Livecaller.Time.Cldr;

/// <summary>The location of a locale's data: row numbers in the index and the number of the pattern block.</summary>
internal sealed record LocaleEntry(string Name, int Block, int[] Shapes, int Plurals);

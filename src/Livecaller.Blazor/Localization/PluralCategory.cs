namespace Livecaller.Blazor.Localization;

/// <summary>The plural category of a whole number, after the CLDR rules of the languages that the component speaks.</summary>
internal static class PluralCategory
{
    public static string Of(string language, long count) => language switch
    {
        "ar" => count switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ => (count % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
        },
        _ => count == 1 ? "one" : "other",
    };
}

using System.Text;
using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Storage;

// Finds text whatever case, width, composition and marks it is written with, in every script. SQLite's LIKE knows the case of ASCII alone.
internal static class SearchText
{
    private const string FunctionName = "livecaller_contains";

    /// <summary>Translated into a call of the function that <see cref="Prepare"/> adds to the connection.</summary>
    public static bool Contains(string? text, string foldedNeedle) => text is not null && Fold(text).Contains(foldedNeedle, StringComparison.Ordinal);

    public static void AddTo(ModelBuilder model) =>
        model.HasDbFunction(typeof(SearchText).GetMethod(nameof(Contains))!).HasName(FunctionName);

    public static void Prepare(LivecallerDbContext db)
    {
        // Other databases have a function of their own.
        if (db.Database.GetDbConnection() is SqliteConnection sqlite) sqlite.CreateFunction<string?, string, bool>(FunctionName, Contains, isDeterministic: true);
    }

    /// <summary>Brings what somebody searches for into the form in which it is compared; empty when nothing of it is visible.</summary>
    // SQLite passes a text to a function up to its first U+0000, so that one at the beginning would be found everywhere.
    public static string Needle(string search) => Fold(string.Concat(search.Where(c => !char.IsControl(c)))).Trim();

    /// <summary>Brings a text into the form in which it is compared.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Decompose(text).EnumerateRunes())
            if (!IsIgnored(rune)) folded.Append(Case(rune));
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Upper case first, so that letters that share an upper case (ς and σ, ſ and s) become one.
    private static string Case(Rune rune) => rune.Value switch
    {
        'ß' or 'ẞ' => "ss",
        'ı' => "i",
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString(),
    };

    // Accents, and the vowel signs of Arabic and Hebrew, which most people leave out. In other scripts marks are letters.
    private static bool IsIgnored(Rune rune) => rune.Value is (>= 0x0300 and <= 0x036F) or (>= 0x0591 and <= 0x05C7) or 0x0640 or (>= 0x064B and <= 0x065F) or 0x0670
        || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format;

    // A text that is not valid Unicode cannot be normalized; its halves of surrogate pairs match nothing.
    private static string Decompose(string text)
    {
        var valid = text.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? string.Concat(text.EnumerateRunes()) : text;
        return valid.Normalize(NormalizationForm.FormKD);
    }
}

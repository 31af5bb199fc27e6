using System.Globalization;
using System.Text;
using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Visitors;

/// <summary>The name, initials and color of a visitor, the same on every page.</summary>
internal static class VisitorName
{
    private const int Colours = 8;

    internal static string Of(VisitorPayload visitor) =>
        SafeText.Name(visitor.Name) is { Length: > 0 } name ? name : TimeText.Format(Texts.AnonymousVisitor, 1000 + Hash(visitor.Uuid.Value) % 9000);

    internal static string Initials(VisitorPayload visitor) =>
        SafeText.Name(visitor.Name) is { Length: > 0 } name ? Initials(name) : Texts.AnonymousInitial;

    internal static string Initials(string name)
    {
        var words = SafeText.Line(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => Rune.TryGetRuneAt(word, 0, out var first) && Rune.IsLetterOrDigit(first)).ToArray();
        return words.Length switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
    }

    /// <summary>The number of a colour, the same for the same visitor today and tomorrow.</summary>
    internal static int Colour(string id) => (int)(Hash(id) % Colours);

    // Grapheme, not char: a first letter may be several code points.
    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpper(CultureInfo.InvariantCulture);

    // string.GetHashCode differs from process to process.
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return hash ^ (hash >> 15);
    }
}

namespace Livecaller.Time.Cldr;

/// <summary>Determines the plural category of a number in a language.</summary>
internal sealed class PluralRules
{
    private readonly (PluralCategory Category, PluralRelation[][] AnyOf)[] _rules;

    private PluralRules((PluralCategory, PluralRelation[][])[] rules) => _rules = rules;

    /// <summary>Parses rules such as <c>one:i = 1 and v = 0|few:…</c>, or <c>-</c> if the only category is "other".</summary>
    public static PluralRules Parse(string line) => new(line == "-" ? [] : Array.ConvertAll(line.Split('|'), ParseRule));

    public PluralCategory Select(RoundedNumber number)
    {
        var operands = new PluralOperands(number);
        foreach (var (category, anyOf) in _rules)
        {
            foreach (var allOf in anyOf)
            {
                if (Array.TrueForAll(allOf, relation => relation.IsMatch(operands))) return category;
            }
        }

        return PluralCategory.Other;
    }

    private static (PluralCategory, PluralRelation[][]) ParseRule(string rule)
    {
        var colon = rule.IndexOf(':', StringComparison.Ordinal);
        var anyOf = rule[(colon + 1)..].Split(" or ");
        return (Enum.Parse<PluralCategory>(rule[..colon], ignoreCase: true),
            Array.ConvertAll(anyOf, allOf => Array.ConvertAll(allOf.Split(" and "), PluralRelation.Parse)));
    }
}

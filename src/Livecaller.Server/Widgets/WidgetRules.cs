using Livecaller.Server.Http;

namespace Livecaller.Server.Widgets;

/// <summary>What a widget's form, features and settings must be like.</summary>
internal static class WidgetRules
{
    private const int MaxFields = 20;
    private const int MaxValues = 50;
    private const int MaxStarters = 4;
    private const int MaxStarterLength = 120;
    private static readonly string[] Sides = ["start", "end"];
    private static readonly string[] Screens = ["conversation", "home"];

    public static Problem? Check(WidgetRequest change)
    {
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        void Add(string field, string? fault)
        {
            if (fault is not null) faults[field] = [fault];
        }

        foreach (var name in change.Features ?? [])
        {
            if (!WidgetFeatureNames.All.Contains(name))
                Add("features", $"Expected {string.Join(", ", WidgetFeatureNames.All)}, received '{Query.Shorten(name ?? "null")}'.");
        }

        if (change.Settings is { } settings)
        {
            var (colors, side) = (settings.Theme.Variables.Colors, settings.Theme.Variables.Position.Side);
            foreach (var (name, value) in ((string, string)[])[("primary", colors.Primary), ("secondary", colors.Secondary), ("text", colors.Text)])
                if (!IsColor(value)) Add($"settings.theme.variables.colors.{name}", $"Expected a colour such as #2f5bea, received '{Query.Shorten(value)}'.");
            if (!Sides.Contains(side)) Add("settings.theme.variables.position.side", $"Expected start or end, received '{Query.Shorten(side)}'.");
            if (!Screens.Contains(settings.InitialScreen))
                Add("settings.initial_screen", $"Expected conversation or home, received '{Query.Shorten(settings.InitialScreen)}'.");
            CheckStarters(settings.Starters, Add);
        }
        if (change.Fields is { } fields) CheckFields(fields, Add);
        return faults.Count == 0 ? null : Problems.Invalid(faults);
    }

    /// <summary>Whether a text is a colour as the wire has it, <c>#rrggbb</c>.</summary>
    public static bool IsColor(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);

    private static void CheckStarters(IReadOnlyList<string> starters, Action<string, string?> add)
    {
        if (starters.Count > MaxStarters) add("settings.starters", $"Expected at most {MaxStarters}, received {starters.Count}.");
        for (var number = 0; number < starters.Count; number++)
        {
            add($"settings.starters[{number}]", string.IsNullOrWhiteSpace(starters[number])
                ? $"Expected 1 to {MaxStarterLength} characters, received none." : TextRules.LineFault(starters[number], MaxStarterLength));
        }
    }

    private static void CheckFields(IReadOnlyList<WidgetField> fields, Action<string, string?> add)
    {
        if (fields.Count > MaxFields) add("fields", $"Expected at most {MaxFields}, received {fields.Count}.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < fields.Count; number++)
        {
            var at = $"fields[{number}]";
            if (fields[number] is not { } field)
            {
                add(at, "Expected a field, received null.");
                continue;
            }
            if (field.Name.Length is 0 or > 50 || !field.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                add($"{at}.name", "Expected 1 to 50 letters, digits, '_' and '-'.");
            else if (!names.Add(field.Name)) add($"{at}.name", $"Another field is called '{field.Name}' too.");
            add($"{at}.label", string.IsNullOrWhiteSpace(field.Label) ? "Expected 1 to 200 characters, received none." : TextRules.LineFault(field.Label, 200));
            if (!WidgetFieldTypes.All.Contains(field.Type))
                add($"{at}.type", $"Expected one of {string.Join(", ", WidgetFieldTypes.All)}, received '{Query.Shorten(field.Type)}'.");
            add($"{at}.values", ValuesFault(field));
        }
    }

    private static string? ValuesFault(WidgetField field)
    {
        if (field.Type != WidgetFieldTypes.Select) return field.Values.Count == 0 ? null : "Only a select has values.";
        if (field.Values.Count is 0 or > MaxValues) return $"A select needs 1 to {MaxValues} values, received {field.Values.Count}.";
        if (field.Values.Any(string.IsNullOrWhiteSpace)) return "A value needs a text.";
        return field.Values.Distinct(StringComparer.Ordinal).Count() != field.Values.Count ? "A value is given twice."
            : field.Values.Select(v => TextRules.LineFault(v, 200)).FirstOrDefault(f => f is not null);
    }
}

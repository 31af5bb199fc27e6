namespace Livecaller.Blazor.Welcome;

/// <summary>The questions of the widget's settings, as they can be shown and sent.</summary>
internal static class StarterQuestions
{
    private const int Max = 4;
    private const int MaxLength = 120;

    public static IReadOnlyList<string> Of(WidgetConfiguration? widget) => widget is null ? []
        : [.. widget.Settings.Starters.Where(s => s is not null).Select(SafeText.Line).Where(s => s.Length is > 0 and <= MaxLength).Distinct(StringComparer.Ordinal).Take(Max)];
}

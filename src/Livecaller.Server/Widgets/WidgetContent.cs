using System.Text.Json;

namespace Livecaller.Server.Widgets;

/// <summary>What a widget's row keeps as JSON.</summary>
internal static class WidgetContent
{
    public static IReadOnlyList<WidgetField> Fields(WidgetRow row) => row.FieldsJson is null ? []
        : JsonSerializer.Deserialize(row.FieldsJson, LivecallerJson.Default.IReadOnlyListWidgetField)!;

    /// <summary>The features that are switched on; all, until somebody chose.</summary>
    public static IReadOnlyList<string> Features(WidgetRow row) => row.Features is { } chosen
        ? [.. WidgetFeatureNames.All.Where(chosen.Contains)]
        : WidgetFeatureNames.All;

    public static WidgetSettings Settings(WidgetRow row) =>
        (row.SettingsJson is null ? new() : JsonSerializer.Deserialize(row.SettingsJson, LivecallerJson.Default.WidgetSettings)!)
        with
        { MessageTypingPreview = row.MessageTypingPreview };

    public static void Apply(WidgetRow row, WidgetRequest change)
    {
        if (change.Features is { } features) row.Features = [.. features.Distinct()];
        if (change.Fields is { } fields)
            row.FieldsJson = fields.Count == 0 ? null : JsonSerializer.Serialize(fields, LivecallerJson.Default.IReadOnlyListWidgetField);
        if (change.Settings is { } settings)
            (row.SettingsJson, row.MessageTypingPreview) = (JsonSerializer.Serialize(settings, LivecallerJson.Default.WidgetSettings), settings.MessageTypingPreview);
    }
}

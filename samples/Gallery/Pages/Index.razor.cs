using Gallery.Scenes;
using Gallery.States;

namespace Gallery.Pages;

/// <summary>The list of all states.</summary>
public sealed partial class Index
{
    private static readonly string[] Themes = ["light", "dark", "auto"];
    private static readonly string[] Languages = ["en", "ar", "de", "es", "fr", "he", "hy", "it", "ja", "ka", "ko", "nl", "pl", "pt", "ru", "tr", "uk", "zh", "zh-Hant"];
    private static readonly string[] Presentations = ["its own", "side", "sheet", "full", "inline"];
    private static readonly IGrouping<StateGroup, GalleryState>[] Groups = [.. AllStates.List.GroupBy(s => s.Group).OrderBy(g => g.Key)];

    private string _theme = Themes[0];
    private string _language = Languages[0];
    private string _presentation = Presentations[0];

    private string LinkOf(GalleryState state)
    {
        var link = $"state/{state.Name}?theme={_theme}&lang={_language}";
        return _presentation == Presentations[0] ? link : $"{link}&presentation={_presentation}";
    }
}

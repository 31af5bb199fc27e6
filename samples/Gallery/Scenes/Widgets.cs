using Livecaller.Protocol;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>The widgets of the scenes.</summary>
internal static class Widgets
{
    public static WidgetConfiguration Of(Lines lines) => LivecallerTestHostOptions.DefaultWidget with { Name = lines.Shop };
}

namespace Livecaller.Blazor.Theming;

/// <summary>Where the widget's settings put launcher and panel.</summary>
internal static class WidgetSide
{
    public static LivecallerSide Of(WidgetConfiguration? widget) =>
        widget?.Settings.Theme.Variables.Position.Side == "start" ? LivecallerSide.Start : LivecallerSide.End;
}

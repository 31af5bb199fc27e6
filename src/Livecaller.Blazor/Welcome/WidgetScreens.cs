namespace Livecaller.Blazor.Welcome;

/// <summary>The values of <see cref="WidgetSettings.InitialScreen"/>.</summary>
internal static class WidgetScreens
{
    public const string Home = "home";
}

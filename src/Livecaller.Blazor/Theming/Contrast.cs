namespace Livecaller.Blazor.Theming;

/// <summary>The contrasts that WCAG 2.2 AA asks for: https://www.w3.org/TR/WCAG22/#contrast-minimum, https://www.w3.org/TR/WCAG22/#non-text-contrast</summary>
internal static class Contrast
{
    public const double Text = 4.5;
    public const double Shape = 3;
}

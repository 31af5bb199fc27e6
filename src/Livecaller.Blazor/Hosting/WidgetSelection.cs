namespace Livecaller.Blazor.Hosting;

/// <summary>The widget that a mounted component named, for the client of the same scope.</summary>
internal sealed class WidgetSelection
{
    public string? WidgetId { get; set; }
}

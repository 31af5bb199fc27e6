namespace Livecaller.EndToEnd.EveryState;

/// <summary>The size of a window.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
internal sealed record Size(int Width, int Height)
{
    /// <summary>A phone, which the chat fills.</summary>
    public static Size Narrow { get; } = new(400, 720);

    /// <summary>What WCAG 2.2 wants to be enough (1.4.10, reflow): a window of 1280 px at 400 %.</summary>
    public static Size Enlarged { get; } = new(320, 640);

    /// <summary>A desk, on whose page the chat stands.</summary>
    public static Size Wide { get; } = new(960, 680);
}

namespace Livecaller.EndToEnd.Running;

/// <summary>The pictures that visitors of these tests send.</summary>
internal static class TestPictures
{
    /// <summary>Where the picture of a lamp is, a PNG.</summary>
    public static string LampPath { get; } = Path.Combine(AppContext.BaseDirectory, "Running", "lamp.png");

    /// <summary>A lamp, as PNG.</summary>
    public static byte[] Lamp() => File.ReadAllBytes(LampPath);
}

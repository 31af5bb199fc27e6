namespace Livecaller.EndToEnd.Running;

/// <summary>The pictures that visitors of these tests send.</summary>
internal static class TestPictures
{
    /// <summary>A lamp, as PNG.</summary>
    public static byte[] Lamp() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Running", "lamp.png"));
}

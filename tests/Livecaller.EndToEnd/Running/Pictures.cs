using Microsoft.Playwright;

namespace Livecaller.EndToEnd.Running;

/// <summary>
/// Takes the pictures of the README. They go to <c>artifacts/pictures</c>, and with <c>PICTURES=write</c> to <c>docs/images</c> too.
/// </summary>
internal static class Pictures
{
    /// <summary>Whether the stored pictures are rewritten.</summary>
    public static bool AreWritten { get; } = Environment.GetEnvironmentVariable("PICTURES") == "write";

    public static async Task TakeAsync(IPage page, string name)
    {
        var picture = await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        await SaveAsync(picture, name);
        if (AreWritten) await SaveAsync(Path.Combine("docs", "images"), name, picture);
    }

    /// <summary>Keeps a picture that isn't part of the documentation.</summary>
    public static Task SaveAsync(byte[] picture, string name) => SaveAsync(Path.Combine("artifacts", "pictures"), name, picture);

    private static async Task SaveAsync(string folder, string name, byte[] picture)
    {
        var path = Path.Combine(Repository.Root, folder, name + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, picture);
    }
}

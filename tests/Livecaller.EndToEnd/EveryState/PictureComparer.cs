using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>
/// Compares a picture with the stored one in <c>docs/images/gallery</c>, and stores it where it differs with <c>PICTURES=write</c>. The pixels are
/// read and packed by the browser.
/// </summary>
internal sealed class PictureComparer(IPage page)
{
    private const double Allowed = 0.0003;
    private static readonly string Stored = Path.Combine(Repository.Root, "docs", "images", "gallery");
    private static readonly string Taken = Path.Combine(Repository.Root, "artifacts", "pictures", "gallery");

    /// <param name="person">Somebody who looks at nothing else: behind another tab a browser draws no pictures.</param>
    public static async Task<PictureComparer> OpenAsync(Person person)
    {
        await person.Page.AddScriptTagAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "EveryState", "pixels.js") });
        return new(person.Page);
    }

    /// <summary>What is different; null when nothing is that an eye would see.</summary>
    public async Task<string?> DifferenceAsync(string name, byte[] picture)
    {
        var stored = Path.Combine(Stored, name + ".png");
        var packed = Convert.FromBase64String(await page.EvaluateAsync<string>("picture => pack(picture)", Convert.ToBase64String(picture)));
        await SaveAsync(Taken, name + ".png", packed);
        if (!File.Exists(stored))
        {
            if (!Pictures.AreWritten) return $"{name}: no picture of it is stored. Look at artifacts/pictures/gallery/{name}.png; PICTURES=write stores it.";
            await SaveAsync(Stored, name + ".png", packed);
            return null;
        }

        var result = await page.EvaluateAsync<Result>(
            "([a, b]) => compare(a, b)", new[] { Convert.ToBase64String(await File.ReadAllBytesAsync(stored)), Convert.ToBase64String(picture) });
        if (result.Share <= Allowed) return null;
        if (Pictures.AreWritten)
        {
            await SaveAsync(Stored, name + ".png", packed);
            return null;
        }

        if (result.Picture is { } difference) await SaveAsync(Taken, name + ".difference.png", Convert.FromBase64String(difference));
        return $"{name}: {result.Share:P2} of its pixels look different. Look at {name}.png and {name}.difference.png in artifacts/pictures/gallery; "
            + "where the change is wanted, PICTURES=write stores it.";
    }

    private static async Task SaveAsync(string folder, string name, byte[] picture)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name), picture);
    }

    private sealed class Result
    {
        public double Share { get; set; }

        public string? Picture { get; set; }
    }
}

namespace Livecaller.Bench.Page;

/// <summary>Measures the download size of the chat in a published WebAssembly app, compressed with Brotli.</summary>
internal sealed class SizeBench : IBench
{
    private const long Limit = 150 * 1024;
    private const string Languages = "_content/Livecaller.Blazor/texts/";

    public string Name => "size";

    public string Description => "compressed size of the chat in a published WebAssembly app, by part";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var page = await PublishedPage.PublishAsync();
        // Livecaller.Testing is only used by the benchmark.
        var parts = Directory.EnumerateFiles(page.Files, "*.br", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(page.Files, file).Replace('\\', '/'), Size: new FileInfo(file).Length))
            .Where(part => IsChat(part.Name))
            .OrderByDescending(part => part.Size)
            .ToList();
        // A browser loads one language, or none for English. The largest one counts.
        var languages = parts.Where(part => part.Name.StartsWith(Languages, StringComparison.Ordinal)).ToList();
        parts = [.. parts.Except(languages.Skip(1))];
        foreach (var (name, size) in parts) Console.WriteLine($"{size,9:N0}  {name}");
        var sum = parts.Sum(part => part.Size);
        Console.WriteLine($"{sum,9:N0}  total (target: at most {Limit:N0})");
        Console.WriteLine($"           including the largest of {languages.Count} languages, of which a browser loads one; the total of all languages is {languages.Sum(l => l.Size):N0}");
        var all = Directory.EnumerateFiles(page.Files, "*.wasm.br", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Console.WriteLine($"{all,9:N0}  all assemblies and the runtime of the page");
        return 0;
    }

    private static bool IsChat(string name) =>
        name.StartsWith("_content/Livecaller.Blazor/", StringComparison.Ordinal)
        || (name.StartsWith("_framework/Livecaller.", StringComparison.Ordinal)
            && !name.StartsWith("_framework/Livecaller.Bench", StringComparison.Ordinal)
            && !name.StartsWith("_framework/Livecaller.Testing", StringComparison.Ordinal));
}

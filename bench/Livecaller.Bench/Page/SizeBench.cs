namespace Livecaller.Bench.Page;

/// <summary>What the chat adds to a published WebAssembly app: the bytes that a browser loads, compressed by brotli.</summary>
internal sealed class SizeBench : IBench
{
    private const long Limit = 150 * 1024;

    public string Name => "size";

    public string Description => "what the chat adds to a published WebAssembly app, by part; compressed";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var page = await PublishedPage.PublishAsync();
        // Livecaller.Testing is the bench's own; languages are loaded one at a time.
        var parts = Directory.EnumerateFiles(page.Files, "*.br", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(page.Files, file), Size: new FileInfo(file).Length))
            .Where(part => IsChat(part.Name.Replace('\\', '/')))
            .OrderByDescending(part => part.Size)
            .ToList();
        foreach (var (name, size) in parts) Console.WriteLine($"{size,9:N0}  {name}");
        var sum = parts.Sum(part => part.Size);
        Console.WriteLine($"{sum,9:N0}  together, of {Limit:N0} wanted at most");
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

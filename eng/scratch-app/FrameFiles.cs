using System.Text.RegularExpressions;

/// <summary>What the chat's frame needs to start.</summary>
internal static partial class FrameFiles
{
    /// <summary>Asks for everything that the page names, and that the runtime's own list names; answers what is not there.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(HttpClient http, string page)
    {
        var runtime = await http.GetStringAsync("widget/_framework/dotnet.js");
        var named = PageFile().Matches(page).Select(m => m.Groups[1].Value)
            .Concat(RuntimeFile().Matches(runtime).Select(m => Place(m.Groups[1].Value))).Distinct().ToList();
        var missing = new List<string>();
        if (!named.Any(name => name.EndsWith(".wasm", StringComparison.Ordinal))) missing.Add("any .wasm file");
        foreach (var name in named)
        {
            using var answer = await http.GetAsync("widget/" + name);
            if (!answer.IsSuccessStatusCode) missing.Add(name);
        }

        return missing;
    }

    // A library's own start-up script lies beside the library's other files.
    private static string Place(string name) => name.StartsWith("_content/", StringComparison.Ordinal) ? name : "_framework/" + name;

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css))\"")]
    private static partial Regex PageFile();

    [GeneratedRegex("\"name\":\\s*\"([^\"]+\\.(?:wasm|js|dat))\"")]
    private static partial Regex RuntimeFile();
}

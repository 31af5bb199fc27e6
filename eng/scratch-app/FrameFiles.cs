using System.Text.RegularExpressions;

/// <summary>Checks the files that the chat's frame requires.</summary>
internal static partial class FrameFiles
{
    /// <summary>Requests all files referenced by the page and the runtime, and returns the missing ones.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(HttpClient http, string page)
    {
        var runtime = await http.GetStringAsync("widget/_framework/dotnet.js");
        var named = PageFile().Matches(page).Select(m => m.Groups[1].Value)
            .Concat(RuntimeFile().Matches(runtime).Select(m => GetPath(m.Groups[1].Value))).Distinct().ToList();
        var missing = new List<string>();
        if (!named.Any(name => name.EndsWith(".wasm", StringComparison.Ordinal))) missing.Add("any .wasm file");
        foreach (var name in named)
        {
            using var response = await http.GetAsync("widget/" + name);
            if (!response.IsSuccessStatusCode) missing.Add(name);
        }

        return missing;
    }

    // The startup script of a library is in the library's folder.
    private static string GetPath(string name) => name.StartsWith("_content/", StringComparison.Ordinal) ? name : "_framework/" + name;

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css))\"")]
    private static partial Regex PageFile();

    [GeneratedRegex("\"name\":\\s*\"([^\"]+\\.(?:wasm|js|dat))\"")]
    private static partial Regex RuntimeFile();
}

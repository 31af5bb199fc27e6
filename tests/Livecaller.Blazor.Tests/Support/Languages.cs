using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>The files of the languages, as they lie beside the component.</summary>
internal static class Languages
{
    /// <summary>The languages that are a file: all but English.</summary>
    public static IEnumerable<string> OfFiles => TextLibrary.Languages.Where(language => language != TextLibrary.Fallback);

    /// <summary>All of them: what a browser loads when it is wanted, a test without one has from the start.</summary>
    public static TextLibrary All { get; } = LoadAll();

    public static string Read(string language) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "texts", language + ".json"));

    private static TextLibrary LoadAll()
    {
        var library = new TextLibrary();
        foreach (var language in OfFiles) library.Add(language, Read(language));
        return library;
    }
}

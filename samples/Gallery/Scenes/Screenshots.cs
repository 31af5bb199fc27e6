using Microsoft.Extensions.FileProviders;

namespace Gallery.Scenes;

/// <summary>The screenshots that the end-to-end tests store in <c>docs/images/gallery</c>, shown in the index.</summary>
internal static class Screenshots
{
    /// <summary>The folder of the screenshots, or null outside of the repository.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Returns the URL of a state's screenshot, or null.</summary>
    public static string? Of(string state, string theme, string language)
    {
        var name = $"{state}-{theme}-{(language is "ar" or "he" ? "rtl" : "ltr")}.png";
        return Folder is not null && File.Exists(Path.Combine(Folder, name)) ? $"pictures/{name}" : null;
    }

    public static void MapScreenshots(this WebApplication app)
    {
        if (Folder is not null) app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Folder), RequestPath = "/pictures" });
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var pictures = Path.Combine(folder.FullName, "docs", "images", "gallery");
            if (Directory.Exists(pictures)) return pictures;
        }

        return null;
    }
}

using Microsoft.Extensions.FileProviders;

namespace Gallery.Scenes;

/// <summary>The pictures that the end-to-end tests keep in <c>docs/images/gallery</c>, for the index.</summary>
internal static class StoredPictures
{
    /// <summary>Where they are; null outside the repository.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The address of a state's picture; null when there is none.</summary>
    public static string? Of(string state, string theme, string language)
    {
        var name = $"{state}-{theme}-{(language is "ar" or "he" ? "rtl" : "ltr")}.png";
        return Folder is not null && File.Exists(Path.Combine(Folder, name)) ? $"pictures/{name}" : null;
    }

    public static void MapStoredPictures(this WebApplication app)
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

namespace Livecaller.Widget;

/// <summary>Provides the loader and the frame of the chat for web pages as an archive.</summary>
public static class WidgetArchive
{
    private const string Resource = "Livecaller.Widget.zip";

    /// <summary>Opens the archive: a ZIP file with <c>livecaller.js</c>, <c>frame.html</c> and the files that they load, most of them as Brotli (<c>.br</c>).</summary>
    /// <returns>A new stream, which the caller disposes.</returns>
    public static Stream Open() =>
        typeof(WidgetArchive).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
}

using System.Collections.Frozen;
using System.IO.Compression;

namespace Livecaller.Server.Embedding;

// What browsers get: the loader, and the frame's files as the widget's build made them. They lie in this assembly, so that every
// app that mounts the server has them, however it is run.
internal sealed class WidgetFiles
{
    private const string Resource = "Livecaller.Server.widget.zip";
    private const string Brotli = ".br";

    private readonly FrozenDictionary<string, WidgetFile> _files;

    public WidgetFiles()
    {
        using var archive = Open();
        _files = archive.Entries.Where(e => e.Length > 0).Select(e => FileOf(e.FullName))
            .ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);
    }

    /// <summary>All files by their path, for example <c>_framework/blazor.webassembly.js</c>.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>A file; null for none.</summary>
    public WidgetFile? Find(string path) => _files.GetValueOrDefault(path);

    private static WidgetFile FileOf(string entry)
    {
        var name = entry.Replace('\\', '/');
        var isCompressed = name.EndsWith(Brotli, StringComparison.Ordinal);
        return new WidgetFile(isCompressed ? name[..^Brotli.Length] : name, isCompressed, () => Read(entry));
    }

    private static byte[] Read(string entry)
    {
        using var archive = Open();
        using var content = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static ZipArchive Open() => new(typeof(WidgetFiles).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"{Resource} is missing in this build."));
}

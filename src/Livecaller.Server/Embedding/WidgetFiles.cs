using System.Collections.Frozen;
using System.IO.Compression;

namespace Livecaller.Server.Embedding;

// Opens the archive of the package Livecaller.Widget.Files.
internal sealed record WidgetArchiveSource(Func<Stream> Open);

// The loader and the frame's files; empty in an app that registered none.
internal sealed class WidgetFiles
{
    private const string Brotli = ".br";

    private readonly FrozenDictionary<string, WidgetFile> _files = FrozenDictionary<string, WidgetFile>.Empty;
    private readonly WidgetArchiveSource? _source;

    public WidgetFiles(WidgetArchiveSource? source = null)
    {
        if (source is null) return;
        _source = source;
        using var archive = Open();
        _files = archive.Entries.Where(e => e.Length > 0).Select(e => FileOf(e.FullName))
            .ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);
    }

    /// <summary>Returns a file; null when there is none.</summary>
    public WidgetFile? Find(string path) => _files.GetValueOrDefault(path);

    private WidgetFile FileOf(string entry)
    {
        var name = entry.Replace('\\', '/');
        var isCompressed = name.EndsWith(Brotli, StringComparison.Ordinal);
        return new WidgetFile(isCompressed ? name[..^Brotli.Length] : name, isCompressed, () => Read(entry));
    }

    private byte[] Read(string entry)
    {
        using var archive = Open();
        using var content = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private ZipArchive Open() => new(_source!.Open());
}

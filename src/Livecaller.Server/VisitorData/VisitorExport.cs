using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Livecaller.Server.Attachments;

namespace Livecaller.Server.VisitorData;

/// <summary>Everything that is stored about one visitor, as a ZIP archive: <c>visitor.json</c>, and the files in <c>attachments</c>.</summary>
public sealed class VisitorExport
{
    private readonly IDbContextFactory<LivecallerDbContext> _contexts;
    private readonly AttachmentFiles _files;
    private readonly string _visitor;
    private readonly DateTimeOffset _at;

    internal VisitorExport(IDbContextFactory<LivecallerDbContext> contexts, AttachmentFiles files, string visitor, DateTimeOffset at) =>
        (_contexts, _files, _visitor, _at) = (contexts, files, visitor, at);

    /// <summary>A name for the archive.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"visitor-{_visitor}-{_at:yyyy-MM-dd}.zip");

    /// <summary>Reads everything and writes the archive, a part at a time.</summary>
    /// <param name="stream">Where to. It must take synchronous writes, and isn't closed.</param>
    /// <param name="cancellationToken">Ends it. What was written by then is no archive.</param>
    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using var archiveLifetime = archive.ConfigureAwait(false);
        List<(string Id, string Path)> files;
        var entry = await archive.CreateEntry("visitor.json").OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (entry.ConfigureAwait(false))
        {
            var json = new Utf8JsonWriter(entry, new JsonWriterOptions { Indented = true });
            await using var jsonLifetime = json.ConfigureAwait(false);
            using var db = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            files = await new VisitorExportWriter(db, json).WriteAsync(_visitor, _at, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (id, path) in files)
        {
            // Deleted since the list was read.
            if (await _files.ReadAsync(id, cancellationToken).ConfigureAwait(false) is not { } source) continue;
            await using var sourceLifetime = source.ConfigureAwait(false);
            var target = await archive.CreateEntry(path).OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var targetLifetime = target.ConfigureAwait(false);
            await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        }
    }
}

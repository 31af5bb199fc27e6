using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Livecaller.Server.Hosting;

namespace Livecaller.Server.Administration;

// Writes a copy of the data into one ZIP file, also while a server runs. The database is copied first, as one snapshot: files that arrive later are
// copied too, and removed by the start after a restore, as no row names them.
internal sealed class Backup(DataDirectory directory, IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database, TimeProvider time)
{
    public const string DatabaseName = "livecaller.db";
    public const string KeysName = "keys.json";
    public const string KeyRingName = "keyring";
    public const string AttachmentsName = "attachments";

    private const string TemporaryEnding = ".tmp";

    /// <summary>Writes a backup. The file is complete, or not there at all.</summary>
    /// <exception cref="LivecallerStartupException">The file exists.</exception>
    /// <exception cref="IOException">It cannot be written, or the data cannot be read.</exception>
    public async Task<BackupManifest> WriteAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) throw new LivecallerStartupException($"'{path}' exists. Choose another file.");
        var (temporary, snapshot) = (path + TemporaryEnding, path + ".db" + TemporaryEnding);
        try
        {
            File.Delete(snapshot);
            File.Delete(temporary);
            var migrations = await SnapshotAsync(snapshot, cancellationToken).ConfigureAwait(false);
            BackupManifest manifest;
            using (var file = DataDirectory.CreateOwnerOnly(temporary))
            {
                manifest = await WriteAsync(file, snapshot, migrations, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path);
            return manifest;
        }
        finally
        {
            File.Delete(snapshot);
            File.Delete(temporary);
        }
    }

    // VACUUM INTO reads in one transaction, and leaves out unused pages, which may hold what was deleted.
    private async Task<IReadOnlyList<string>> SnapshotAsync(string path, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        // Only a file is copied.
        database.FileOf(db);
        DataDirectory.CreateOwnerOnly(path).Dispose();
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {path}", cancellationToken).ConfigureAwait(false);
        return [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)];
    }

    private async Task<BackupManifest> WriteAsync(Stream file, string snapshot, IReadOnlyList<string> migrations, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        List<BackupFile> files = [await AddAsync(archive, DatabaseName, snapshot, CompressionLevel.Fastest, cancellationToken).ConfigureAwait(false)];
        foreach (var (name, path) in Files())
        {
            try
            {
                // Attachments are compressed already, or small.
                files.Add(await AddAsync(archive, name, path, CompressionLevel.NoCompression, cancellationToken).ConfigureAwait(false));
            }
            catch (FileNotFoundException)
            {
                // Deleted by the running server in the meantime, with its row.
            }
        }

        var manifest = new BackupManifest
        {
            Name = BackupManifest.Product,
            Format = BackupManifest.CurrentFormat,
            CreatedAt = time.GetUtcNow(),
            Migrations = migrations,
            Files = files,
        };
        var entry = archive.CreateEntry(BackupManifest.EntryName).Open();
        await using (entry.ConfigureAwait(false))
            await JsonSerializer.SerializeAsync(entry, manifest, BackupJson.Default.BackupManifest, cancellationToken).ConfigureAwait(false);
        return manifest;
    }

    private IEnumerable<(string Name, string Path)> Files()
    {
        yield return (KeysName, directory.KeysFile);
        foreach (var (name, folder) in ((string, string)[])[(KeyRingName, directory.KeyRing), (AttachmentsName, directory.Attachments)])
        {
            foreach (var path in Directory.EnumerateFiles(folder).Where(p => !p.EndsWith(TemporaryEnding, StringComparison.Ordinal)))
                yield return ($"{name}/{Path.GetFileName(path)}", path);
        }
    }

    private static async Task<BackupFile> AddAsync(ZipArchive archive, string name, string path, CompressionLevel level, CancellationToken cancellationToken)
    {
        // The server may still be writing the file, or delete it.
        var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var sourceLifetime = source.ConfigureAwait(false);
        var entry = archive.CreateEntry(name, level).Open();
        await using var entryLifetime = entry.ConfigureAwait(false);
        return await CopyAsync(source, entry, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies a file, and returns what a manifest says about it.</summary>
    public static async Task<BackupFile> CopyAsync(Stream source, Stream target, string name, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        long length = 0;
        while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            length += read;
        }

        return new(name, length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }
}

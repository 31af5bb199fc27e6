using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Livecaller.Server.Hosting;
using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Administration;

// Puts a backup in the place of the data. Everything is read and compared before anything is replaced, and what is replaced is kept in a folder.
internal sealed partial class Restore(DataDirectory directory, IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase storage, TimeProvider time)
{
    private const string NotABackup = "is not a backup of Livecaller.";

    private string Staging => Path.Combine(directory.Root, "restore");

    /// <summary>Restores a backup.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="replace">Whether data that exists is moved away. Otherwise it is an error.</param>
    /// <param name="cancellationToken">Cancels before anything is replaced.</param>
    /// <returns>The backup's content, and the folder of the data that was replaced; null if there was none.</returns>
    /// <exception cref="LivecallerStartupException">The file is not a backup, is damaged or is from a newer version, or there is data.</exception>
    public async Task<(BackupManifest Manifest, string? Replaced)> ReadAsync(string path, bool replace, CancellationToken cancellationToken)
    {
        if (directory.Fault is { } fault) throw fault;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var database = storage.FileOf(db);
        if (File.Exists(database) && !replace && !File.Exists(directory.IncompleteRestore))
            throw new LivecallerStartupException($"There is data in '{directory.Root}'. Use --replace to move it to a folder beside the restored data.");
        try
        {
            var manifest = await ExtractAsync(path, [.. db.Database.GetMigrations()], cancellationToken).ConfigureAwait(false);
            Check(Path.Combine(Staging, Backup.DatabaseName), path);
            EndEpoch(Path.Combine(Staging, Backup.DatabaseName));
            return (manifest, Swap(database));
        }
        catch (InvalidDataException e)
        {
            throw new LivecallerStartupException($"'{path}' is damaged: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(Staging) && !File.Exists(directory.IncompleteRestore)) Directory.Delete(Staging, recursive: true);
        }
    }

    private async Task<BackupManifest> ExtractAsync(string path, List<string> known, CancellationToken cancellationToken)
    {
        using var archive = Open(path);
        var manifest = await ReadManifestAsync(archive, path, cancellationToken).ConfigureAwait(false);
        if (manifest.Format > BackupManifest.CurrentFormat || manifest.Migrations.Except(known).Any())
            throw new LivecallerStartupException($"'{path}' is from a newer version of Livecaller. Restore it with that version.");
        if (manifest.Files.FirstOrDefault(f => !FileName().IsMatch(f.Name)) is { } foreign) throw new InvalidDataException($"It has the file '{foreign.Name}'.");
        if (!manifest.Files.Select(f => f.Name).ToHashSet().IsSupersetOf([Backup.DatabaseName, Backup.KeysName])) throw new InvalidDataException("The database or the keys are missing.");
        if (Directory.Exists(Staging)) Directory.Delete(Staging, recursive: true);
        foreach (var folder in (ReadOnlySpan<string>)["", Backup.KeyRingName, Backup.AttachmentsName]) DataDirectory.MakeDirectory(Path.Combine(Staging, folder));
        foreach (var expected in manifest.Files)
        {
            var entry = archive.GetEntry(expected.Name) ?? throw new InvalidDataException($"'{expected.Name}' is missing.");
            var source = entry.Open();
            await using var sourceLifetime = source.ConfigureAwait(false);
            using var target = DataDirectory.CreateOwnerOnly(Path.Combine(Staging, expected.Name));
            if (await Backup.CopyAsync(source, target, expected.Name, cancellationToken).ConfigureAwait(false) != expected)
                throw new InvalidDataException($"'{expected.Name}' has other bytes than were backed up.");
            target.Flush(flushToDisk: true);
        }

        return manifest;
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException e)
        {
            throw new LivecallerStartupException($"'{path}' {NotABackup} Or it is damaged.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LivecallerStartupException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive archive, string path, CancellationToken cancellationToken)
    {
        var entry = archive.GetEntry(BackupManifest.EntryName)?.Open() ?? throw new LivecallerStartupException($"'{path}' {NotABackup}");
        await using var entryLifetime = entry.ConfigureAwait(false);
        try
        {
            var manifest = await JsonSerializer.DeserializeAsync(entry, BackupJson.Default.BackupManifest, cancellationToken).ConfigureAwait(false);
            return manifest?.Name == BackupManifest.Product ? manifest : throw new LivecallerStartupException($"'{path}' {NotABackup}");
        }
        catch (JsonException e)
        {
            throw new LivecallerStartupException($"'{path}' {NotABackup}", e);
        }
    }

    private static void Check(string database, string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            if (command.ExecuteScalar() is string and not "ok") throw new LivecallerStartupException($"'{path}' has a damaged database.");
        }
        catch (SqliteException e)
        {
            throw new LivecallerStartupException($"'{path}' has a damaged database: {e.Message}", e);
        }
    }

    // Clients have seen events that the backup lacks: the next start creates another epoch. A backup of an earlier version has none.
    private static void EndEpoch(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Installation'";
        if (command.ExecuteScalar() is 0L) return;
        command.CommandText = "DELETE FROM \"Installation\"";
        command.ExecuteNonQuery();
    }

    // A server does not start while the file exists, so a killed restore is neither used nor taken for a first start.
    private string? Swap(string database)
    {
        DataDirectory.WriteOwnerOnly(directory.IncompleteRestore, []);
        var hadData = File.Exists(database);
        var replaced = Path.Combine(directory.Root, "replaced-" + time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        foreach (var path in (ReadOnlySpan<string>)[database, database + "-wal", database + "-shm", directory.KeysFile, directory.KeyRing, directory.Attachments])
            Move(path, Path.Combine(replaced, Path.GetFileName(path)));
        Move(Path.Combine(Staging, Backup.DatabaseName), database);
        Move(Path.Combine(Staging, Backup.KeysName), directory.KeysFile);
        Move(Path.Combine(Staging, Backup.KeyRingName), directory.KeyRing);
        Move(Path.Combine(Staging, Backup.AttachmentsName), directory.Attachments);
        File.Delete(directory.IncompleteRestore);
        if (hadData) return replaced;
        Directory.Delete(replaced, recursive: true);
        return null;
    }

    private static void Move(string from, string to)
    {
        if (!Path.Exists(from)) return;
        DataDirectory.MakeDirectory(Path.GetDirectoryName(to)!);
        if (Directory.Exists(from)) Directory.Move(from, to);
        else File.Move(from, to);
    }

    // Nothing outside of the data directory, and nothing that the server doesn't know.
    [GeneratedRegex(@"^(livecaller\.db|keys\.json|(keyring|attachments)/[A-Za-z0-9_-][A-Za-z0-9._-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}

using Livecaller.Server.Administration;

namespace Livecaller.Server.Hosting;

// The folder that everything is kept in. Only one server uses it at a time: it is locked until the server has stopped.
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string AttachmentsName = "attachments";
    private const string KeyRingName = "keyring";
    private const string LockName = "livecaller.lock";
    private const string TemporaryEnding = ".tmp";
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileLock? _lock;

    // Can run while the host maps its endpoints, where a fault could not be reported. The start reports it.
    public DataDirectory(IOptions<LivecallerServerOptions> options, DataDirectoryUse use)
    {
        try
        {
            var configured = options.Value.DataDirectory;
            if (use.IsShared)
            {
                Root = Find(configured);
                return;
            }

            if (use.MustExist) Find(configured);
            Root = Prepare(configured);
            _lock = FileLock.TryTake(Path.Combine(Root, LockName)) ?? throw new LivecallerStartupException(
                $"Livecaller:DataDirectory '{configured}' is in use by another Livecaller server. Stop that one first, or choose another directory.");
            if (!use.IsRestore && File.Exists(IncompleteRestore))
                throw new LivecallerStartupException($"A restore of '{configured}' was interrupted. Run it again; nothing of the earlier data was deleted.");
            RemoveLeftOvers();
        }
        catch (LivecallerStartupException e)
        {
            Fault = e;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = NotWritable(options.Value.DataDirectory, e);
        }
        catch (OptionsValidationException e)
        {
            Fault = new LivecallerStartupException(e.Message.ReplaceLineEndings(" "), e);
        }
    }

    /// <summary>Why the server cannot start, or null. Nothing else may be used then.</summary>
    public LivecallerStartupException? Fault { get; }

    public string Root { get; } = "";

    /// <summary>Writes a number of bytes where attachments are kept, and removes them again.</summary>
    /// <exception cref="IOException">There is no room for them, or the directory cannot be written.</exception>
    public void Probe(int bytes) => Probe(Attachments, bytes);

    public string Attachments => Path.Combine(Root, AttachmentsName);

    /// <summary>For temporary files, where the machine has no folder for them.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>The file that exists while a restore replaces the data.</summary>
    public string IncompleteRestore => Path.Combine(Root, "restore.incomplete");

    public string KeysFile => Path.Combine(Root, "keys.json");

    public string DatabaseFile => Path.Combine(Root, "livecaller.db");

    public string KeyRing => Path.Combine(Root, KeyRingName);

    public static void MakeDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    private static string Find(string configured)
    {
        var root = Path.GetFullPath(configured);
        return File.Exists(Path.Combine(root, LockName)) ? root : throw new LivecallerStartupException(
            $"Livecaller:DataDirectory '{configured}' has no Livecaller data: start the server there first, or name its directory.");
    }

    private static string Prepare(string configured)
    {
        if (string.IsNullOrWhiteSpace(configured))
            throw new LivecallerStartupException("Livecaller:DataDirectory is empty; expected a folder that can be written.");
        try
        {
            var root = Path.GetFullPath(configured);
            MakeDirectory(root);
            MakeDirectory(Path.Combine(root, AttachmentsName));
            MakeDirectory(Path.Combine(root, KeyRingName));
            // Permissions alone do not show it: a read-only mount or a full quota refuses as well.
            Probe(root, 1);
            return root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotWritable(configured, e);
        }
    }

    public static void Probe(string folder, int bytes)
    {
        var probe = Path.Combine(folder, ".probe-" + Guid.NewGuid().ToString("N") + TemporaryEnding);
        try
        {
            using var file = CreateOwnerOnly(probe);
            file.Write(new byte[bytes]);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private static LivecallerStartupException NotWritable(string configured, Exception cause) =>
        new($"Livecaller:DataDirectory '{configured}' cannot be written: {cause.Message.ReplaceLineEndings(" ")}", cause);

    // Files that a killed server had not finished writing. The lock is held, so nobody is writing them now.
    private void RemoveLeftOvers()
    {
        if (Directory.Exists(Temporary)) Directory.Delete(Temporary, recursive: true);
        foreach (var file in Directory.GetFiles(Root, "*" + TemporaryEnding).Concat(Directory.GetFiles(Attachments, ".probe-*" + TemporaryEnding)))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Only disk space is lost.
            }
        }
    }

    public static FileStream CreateOwnerOnly(string path) => OpenOwnerOnly(path, FileMode.CreateNew, FileAccess.Write);

    /// <summary>Flushes what was written to a file, and returns how many bytes of it are on the disk.</summary>
    public static long FlushToDisk(string path)
    {
        using var file = OpenOwnerOnly(path, FileMode.Open, FileAccess.Write);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    public static FileStream OpenOwnerOnly(string path, FileMode mode, FileAccess access)
    {
        // A buffer would be written when the file is closed, and on a full disk closing it would then fail as well.
        var options = new FileStreamOptions { Mode = mode, Access = access, BufferSize = access == FileAccess.Write ? 0 : 4096 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    // Before SQLite makes it: SQLite gives its journals the rights that the database has.
    public void ClaimDatabase()
    {
        if (!File.Exists(DatabaseFile)) CreateOwnerOnly(DatabaseFile).Dispose();
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in (ReadOnlySpan<string>)[DatabaseFile, DatabaseFile + "-wal", DatabaseFile + "-shm"])
            if (File.Exists(file)) File.SetUnixFileMode(file, OwnersFile);
    }

    /// <summary>Writes a file that is complete or not there at all: a crash in between leaves only the temporary file.</summary>
    /// <returns>False when the file exists and may not be replaced.</returns>
    public static bool WriteOwnerOnly(string path, byte[] content, bool overwrite = true)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N") + TemporaryEnding;
        using (var file = CreateOwnerOnly(temporary))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(temporary, path, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }
    }

    /// <summary>Lets other servers have the directory.</summary>
    public void Release() => _lock?.Dispose();

    void IDisposable.Dispose() => Release();
}

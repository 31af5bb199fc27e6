using Microsoft.Extensions.Options;

namespace Livecaller.Server.Hosting;

internal sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string AttachmentsName = "attachments";
    private const string KeyRingName = "keyring";
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Made while the host maps its addresses, where nobody could tell the fault: that is left to the start.
    public DataDirectory(IOptions<LivecallerServerOptions> options)
    {
        try
        {
            Root = Prepare(options.Value.DataDirectory);
        }
        catch (LivecallerStartupException e)
        {
            Fault = e;
        }
        catch (InvalidOperationException e)
        {
            // The first look at the settings: one of them cannot be converted, which the message names.
            Fault = new LivecallerStartupException(e.Message.ReplaceLineEndings(" "), e);
        }
    }

    /// <summary>Why the server cannot start, or null. Nothing else is of use then.</summary>
    public LivecallerStartupException? Fault { get; }

    public string Root { get; } = "";

    public string Attachments => Path.Combine(Root, AttachmentsName);

    public string DatabaseFile => Path.Combine(Root, "livecaller.db");

    public string KeyRing => Path.Combine(Root, KeyRingName);

    public static void MakeDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
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
            // Rights alone do not tell: a read-only mount or a full quota refuses as well.
            var probe = Path.Combine(root, ".probe-" + Guid.NewGuid().ToString("N"));
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new LivecallerStartupException(
                $"Livecaller:DataDirectory '{configured}' cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public static FileStream CreateOwnerOnly(string path) => OpenOwnerOnly(path, FileMode.CreateNew, FileAccess.Write);

    public static FileStream OpenOwnerOnly(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access };
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

    // Complete or not there at all: a crash in between leaves only the temporary file.
    public static void WriteOwnerOnly(string path, byte[] content)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        using (var file = CreateOwnerOnly(temporary))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}

using Microsoft.Extensions.Options;

namespace Livecaller.Server.Hosting;

internal sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DataDirectory(IOptions<LivecallerServerOptions> options)
    {
        var configured = options.Value.DataDirectory;
        if (string.IsNullOrWhiteSpace(configured))
            throw new LivecallerStartupException("Livecaller:DataDirectory is empty; expected a folder that can be written.");
        try
        {
            Root = Path.GetFullPath(configured);
            MakeDirectory(Root);
            Attachments = Path.Combine(Root, "attachments");
            MakeDirectory(Attachments);
            // Rights alone do not tell: a read-only mount or a full quota refuses as well.
            var probe = Path.Combine(Root, ".probe-" + Guid.NewGuid().ToString("N"));
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new LivecallerStartupException(
                $"Livecaller:DataDirectory '{configured}' cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public string Root { get; }

    public string Attachments { get; }

    public string DatabaseFile => Path.Combine(Root, "livecaller.db");

    public string KeyRing => Path.Combine(Root, "keyring");

    public static void MakeDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    // Complete or not there at all: a crash in between leaves only the temporary file.
    public static void WriteOwnerOnly(string path, byte[] content)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}

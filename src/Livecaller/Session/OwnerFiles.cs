using System.Text;

namespace Livecaller.Session;

/// <summary>Writes files that only their owner can read. Each is replaced as a whole: a crash leaves the old file or the new one.</summary>
internal static class OwnerFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    public static async Task ReplaceAsync(string path, string text, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false);
        await ReplaceAsync(path, bytes, cancellationToken).ConfigureAwait(false);
    }

    public static async Task ReplaceAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        // A unique name, so that two processes that save at the same time do not write into each other's file.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await WriteAsync(temporary, content, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        // The permissions are set when the file is created: there is no moment at which others can open it.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        var file = new FileStream(path, options);
        await using var fileLifetime = file.ConfigureAwait(false);
        await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Creates a missing directory for the owner alone.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerDirectory);
    }
}

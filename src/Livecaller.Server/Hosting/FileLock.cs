using System.Globalization;
using System.Text;

namespace Livecaller.Server.Hosting;

// An exclusive lock between processes. The operating system releases it when the process ends, however that happens; the file itself stays.
internal sealed class FileLock : IDisposable
{
    // How FileStream reports a lock that somebody else holds: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when another process, or another server in this one, holds it.</summary>
    /// <exception cref="IOException">The file cannot be opened or created.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            var file = DataDirectory.OpenOwnerOnly(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // For people who look for the holder. It also shows that files can be written here, which permissions alone do not:
            // a read-only mount or a full quota refuses too.
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId,-10}\n")));
            file.Flush(flushToDisk: true);
            return new FileLock(file);
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}

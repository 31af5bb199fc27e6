namespace Livecaller.Session;

/// <summary>
/// Exclusive use of a file, held by a lock on another file beside it. The operating system releases it when the process ends, however it ends.
/// The lock file is not deleted: that would release a lock that another process may be acquiring.
/// </summary>
internal sealed class FileInUse(FileStream handle) : IAsyncDisposable
{
    /// <exception cref="SessionStoreInUseException">It is in use.</exception>
    /// <exception cref="IOException">The lock file cannot be created.</exception>
    public static FileInUse Take(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new(new FileStream(path + ".lock", options));
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new SessionStoreInUseException(path, e);
        }
    }

    public ValueTask DisposeAsync() => handle.DisposeAsync();

    // Windows: sharing or lock violation; elsewhere EWOULDBLOCK, which is 35 on macOS and the BSDs.
    private static bool IsTaken(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}

namespace Livecaller.Session;

/// <summary>
/// Exclusive use of a file, as a lock on another one beside it. The operating system frees it with the process, however that ends.
/// The lock file stays: to remove it would free a lock that somebody else may be taking.
/// </summary>
internal sealed class FileInUse(FileStream handle) : IAsyncDisposable
{
    /// <exception cref="SessionStoreInUseException">Somebody else has it.</exception>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
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

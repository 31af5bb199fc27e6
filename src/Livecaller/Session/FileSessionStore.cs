namespace Livecaller.Session;

/// <summary>
/// Keeps the session in a file that only its owner may read. A crash leaves either the old or the new session, never half of one.
/// </summary>
public sealed class FileSessionStore : ISessionStore
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    private readonly string _path;

    /// <summary>Makes a store; nothing is touched before the first load or save.</summary>
    /// <param name="path">The file. Its directory is made where it is missing, for the owner alone.</param>
    public FileSessionStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc />
    public async ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await File.ReadAllTextAsync(_path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(string text, CancellationToken cancellationToken = default)
    {
        CreateDirectory(Path.GetDirectoryName(_path)!);
        // A name of its own, so that two processes that save at once do not write into each other's file.
        var temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await WriteAsync(temporary, text, cancellationToken);
            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        if (File.Exists(_path)) File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask SetAsideAsync(CancellationToken cancellationToken = default)
    {
        if (File.Exists(_path)) File.Move(_path, _path + ".unreadable", overwrite: true);
        return ValueTask.CompletedTask;
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        // The rights are given as the file is made: there is no moment at which others can open it.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        await using var file = new FileStream(path, options);
        await using (var writer = new StreamWriter(file, leaveOpen: true)) await writer.WriteAsync(text.AsMemory(), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static void CreateDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerDirectory);
    }
}

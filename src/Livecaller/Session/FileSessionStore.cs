using Livecaller.Outbox;

namespace Livecaller.Session;

/// <summary>
/// Keeps the session in a file that only its owner may read. A crash leaves either the old or the new session, never half of one.
/// </summary>
public sealed class FileSessionStore : ISessionStore
{
    private readonly string _path;

    /// <summary>Makes a store; nothing is touched before the first load or save.</summary>
    /// <param name="path">The file. Its directory is made where it is missing, for the owner alone.</param>
    public FileSessionStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        Outbox = new FileOutboxStore(_path + ".outbox");
    }

    /// <inheritdoc />
    /// <remarks>A folder beside the file, with the file's name and <c>.outbox</c>.</remarks>
    public IOutboxStore Outbox { get; }

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
    public async ValueTask SaveAsync(string text, CancellationToken cancellationToken = default) =>
        await OwnerFiles.ReplaceAsync(_path, text, cancellationToken);

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
}

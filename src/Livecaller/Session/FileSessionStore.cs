using Livecaller.Session;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller;

/// <summary>
/// Stores the session in a file that only its owner can read. A crash leaves either the old or the new session, never a part of one.
/// A lock file beside it (with the suffix <c>.lock</c>) shows other clients that it is in use.
/// </summary>
public sealed class FileSessionStore : ISessionStore
{
    private readonly string _path;
    private readonly IDataProtector? _protector;

    /// <summary>Initializes a store. The file is not accessed before the first load or save.</summary>
    /// <param name="path">The file. A missing directory is created for the owner alone.</param>
    /// <param name="protector">
    /// Encrypts the file; null leaves it plain. An existing plain file is read once and then encrypted. A file whose key is lost is set aside.
    /// </param>
    public FileSessionStore(string path, IDataProtector? protector = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        Outbox = IOutboxStore.CreateInDirectory(_path + ".outbox", protector);
        _protector = protector;
    }

    /// <inheritdoc />
    public ValueTask<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken = default)
    {
        OwnerFiles.CreateDirectory(Path.GetDirectoryName(_path)!);
        return ValueTask.FromResult<IAsyncDisposable>(FileInUse.Take(_path));
    }

    /// <inheritdoc />
    /// <remarks>A directory beside the file, with the suffix <c>.outbox</c>.</remarks>
    public IOutboxStore Outbox { get; }

    /// <inheritdoc />
    public async ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default)
    {
        string stored;
        try
        {
            stored = await File.ReadAllTextAsync(_path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var (text, wasProtected) = ProtectedText.Read(stored, _protector);
        if (_protector is not null && !wasProtected && text.Length > 0) await TryEncryptAsync(text, cancellationToken).ConfigureAwait(false);
        return text;
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(string text, CancellationToken cancellationToken = default) =>
        await OwnerFiles.ReplaceAsync(_path, ProtectedText.Write(text, _protector), cancellationToken).ConfigureAwait(false);

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

    private async Task TryEncryptAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(text, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next save encrypts it, or reports that the disk cannot be written.
        }
    }
}

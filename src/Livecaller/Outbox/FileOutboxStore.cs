using System.Security.Cryptography;
using Livecaller.Session;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller.Outbox;

/// <summary>
/// Stores unsent messages in a directory that only its owner can read: one subdirectory for each message, with its text and its files.
/// </summary>
internal sealed class FileOutboxStore : IOutboxStore
{
    private const string TextName = "message.json";
    private const string AsideName = "unreadable.json";

    private const string PlainEnd = ".bin";
    private const string EncryptedEnd = ".encrypted";
    private const string Purpose = "Livecaller.Outbox";

    private readonly string _folder;
    private readonly IDataProtector? _protector;

    /// <summary>Initializes a store. The directory is not accessed before the first load or save.</summary>
    /// <param name="folder">The directory, used for nothing else. It is created for the owner alone when it is missing.</param>
    /// <param name="protector">
    /// Encrypts what is written, each file as a whole in memory; null leaves it plain. A message whose key is lost is set aside.
    /// </param>
    public FileOutboxStore(string folder, IDataProtector? protector = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        _protector = protector;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(_folder)) return texts;
        foreach (var folder in Directory.EnumerateDirectories(_folder))
        {
            var text = Path.Combine(folder, TextName);
            if (File.Exists(text)) texts[Path.GetFileName(folder)] = Reveal(await File.ReadAllTextAsync(text, cancellationToken).ConfigureAwait(false));
            // Its files were saved, but the message was not: Send did not return.
            else if (!File.Exists(Path.Combine(folder, AsideName))) Directory.Delete(folder, recursive: true);
        }

        return texts;
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default) =>
        await OwnerFiles.ReplaceAsync(Path.Combine(FolderOf(key), TextName), ProtectedText.Write(text, _protector), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (_protector is null)
        {
            await OwnerFiles.ReplaceAsync(FileOf(key, number, PlainEnd), content, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var plain = new MemoryStream();
        await content.CopyToAsync(plain, cancellationToken).ConfigureAwait(false);
        using var encrypted = new MemoryStream(_protector.CreateProtector(Purpose).Protect(plain.ToArray()), writable: false);
        await OwnerFiles.ReplaceAsync(FileOf(key, number, EncryptedEnd), encrypted, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default)
    {
        var encrypted = FileOf(key, number, EncryptedEnd);
        if (File.Exists(encrypted)) return await DecryptAsync(encrypted, cancellationToken).ConfigureAwait(false);
        return new FileStream(FileOf(key, number, PlainEnd), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            // A message can be discarded while its file is being uploaded.
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
        });
    }

    /// <inheritdoc />
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        var folder = FolderOf(key);
        if (!Directory.Exists(folder)) return ValueTask.CompletedTask;
        // The text first: without it, the rest is removed even if the process ends now.
        File.Delete(Path.Combine(folder, TextName));
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default)
    {
        var folder = FolderOf(key);
        var text = Path.Combine(folder, TextName);
        if (File.Exists(text)) File.Move(text, Path.Combine(folder, AsideName), overwrite: true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // A text that cannot be decrypted is returned as it is: it is not a message, and is set aside.
    private string Reveal(string stored)
    {
        try
        {
            return ProtectedText.Read(stored, _protector).Text;
        }
        catch (InvalidDataException)
        {
            return stored;
        }
    }

    private async Task<Stream> DecryptAsync(string path, CancellationToken cancellationToken)
    {
        if (_protector is null) throw new IOException("The file is encrypted, and the store has no IDataProtector.");
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return new MemoryStream(_protector.CreateProtector(Purpose).Unprotect(bytes), writable: false);
        }
        catch (CryptographicException e)
        {
            throw new IOException("The file cannot be decrypted; the key may be lost.", e);
        }
    }

    private string FileOf(string key, int number, string end) => Path.Combine(FolderOf(key), $"{number}{end}");

    private string FolderOf(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? Path.Combine(_folder, key)
            : throw new ArgumentException($"A key can have only letters, digits and hyphens; '{key}' has other characters.", nameof(key));
}

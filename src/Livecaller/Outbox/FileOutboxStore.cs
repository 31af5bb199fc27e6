using Livecaller.Session;

namespace Livecaller.Outbox;

/// <summary>
/// Keeps unsent messages in a folder that only its owner may read: one folder for each message, with its text and its files.
/// </summary>
public sealed class FileOutboxStore : IOutboxStore
{
    private const string TextName = "message.json";
    private const string AsideName = "unreadable.json";

    private readonly string _folder;

    /// <summary>Makes a store; nothing is touched before the first load or save.</summary>
    /// <param name="folder">The folder, for nothing else. It is made where it is missing, for the owner alone.</param>
    public FileOutboxStore(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(_folder)) return texts;
        foreach (var folder in Directory.EnumerateDirectories(_folder))
        {
            var text = Path.Combine(folder, TextName);
            if (File.Exists(text)) texts[Path.GetFileName(folder)] = await File.ReadAllTextAsync(text, cancellationToken);
            // Its files were saved, it never was: Send did not return.
            else if (!File.Exists(Path.Combine(folder, AsideName))) Directory.Delete(folder, recursive: true);
        }

        return texts;
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default) =>
        await OwnerFiles.ReplaceAsync(Path.Combine(FolderOf(key), TextName), text, cancellationToken);

    /// <inheritdoc />
    public async ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        await OwnerFiles.ReplaceAsync(FileOf(key, number), content, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<Stream>(new FileStream(FileOf(key, number), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            // A message may be discarded while its file is on its way.
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
        }));

    /// <inheritdoc />
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        var folder = FolderOf(key);
        if (!Directory.Exists(folder)) return ValueTask.CompletedTask;
        // The text first: without it the rest is nobody's, whenever the process ends.
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

    private string FileOf(string key, int number) => Path.Combine(FolderOf(key), $"{number}.bin");

    private string FolderOf(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? Path.Combine(_folder, key)
            : throw new ArgumentException($"A key has letters, digits and dashes only; '{key}' has others.", nameof(key));
}

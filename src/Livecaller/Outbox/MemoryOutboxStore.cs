using System.Collections.Concurrent;

namespace Livecaller.Outbox;

/// <summary>Stores unsent messages as long as the process runs.</summary>
internal sealed class MemoryOutboxStore : IOutboxStore
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Key, int Number), byte[]> _files = new();

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, string>>(_texts.ToDictionary(StringComparer.Ordinal));

    /// <inheritdoc />
    public ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default)
    {
        _texts[key] = text;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        _files[(key, number)] = bytes.ToArray();
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default) =>
        _files.TryGetValue((key, number), out var bytes)
            ? ValueTask.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : ValueTask.FromException<Stream>(new FileNotFoundException("The message has no such file."));

    /// <inheritdoc />
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        _texts.TryRemove(key, out _);
        foreach (var file in _files.Keys.Where(f => f.Key == key)) _files.TryRemove(file, out _);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default) => RemoveAsync(key, cancellationToken);

    /// <inheritdoc />
    public ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        _texts.Clear();
        _files.Clear();
        return ValueTask.CompletedTask;
    }
}

namespace Livecaller.Outbox;

/// <summary>
/// Keeps messages that the server has not stored yet, with their files, across restarts: texts that only the SDK reads.
/// They hold what a visitor wrote, so they are private.
/// </summary>
public interface IOutboxStore
{
    /// <summary>Why the store keeps everything in memory instead of where it should; null when nothing is wrong.</summary>
    Exception? Failure => null;

    /// <summary>Loads all messages, by key. Files that belong to no message may be removed by it.</summary>
    /// <param name="cancellationToken">Ends the loading.</param>
    ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a message or replaces it, all or nothing: after a crash either the old or the new text is there.</summary>
    /// <param name="key">Its key: letters, digits and dashes.</param>
    /// <param name="text">What is kept of it.</param>
    /// <param name="cancellationToken">Ends the saving.</param>
    ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default);

    /// <summary>Keeps a file of a message, which is saved after it.</summary>
    /// <param name="key">The message's key.</param>
    /// <param name="number">Which of its files, from 0 on.</param>
    /// <param name="content">The bytes, read from where the stream stands to its end.</param>
    /// <param name="cancellationToken">Ends the saving.</param>
    ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Opens a kept file. The stream can seek; the caller disposes it.</summary>
    /// <param name="key">The message's key.</param>
    /// <param name="number">Which of its files, from 0 on.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="IOException">The file is not there.</exception>
    ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default);

    /// <summary>Removes a message and its files. Does nothing when it is not there.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Puts a message that cannot be read out of the way, so that nobody loses what is in it; it is not loaded again.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Removes everything, what was set aside too.</summary>
    /// <param name="cancellationToken">Ends the removing.</param>
    ValueTask ClearAsync(CancellationToken cancellationToken = default);
}

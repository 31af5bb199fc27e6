using Livecaller.Outbox;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller;

/// <summary>
/// Stores the messages that the server has not stored yet, with their files, across restarts. The texts are read only by the SDK. They contain what
/// a visitor wrote, so they are private.
/// </summary>
public interface IOutboxStore
{
    /// <summary>Creates a store that keeps messages as long as the process runs.</summary>
    static IOutboxStore CreateInMemory() => new MemoryOutboxStore();

    /// <summary>Creates a store in a directory that only its owner can read: one subdirectory for each message, with its text and its files.</summary>
    /// <param name="path">The directory, used for nothing else. It is created for the owner alone when it is missing.</param>
    /// <param name="protector">
    /// Encrypts what is written, each file as a whole in memory; null leaves it plain. A message whose key is lost is set aside.
    /// </param>
    static IOutboxStore CreateInDirectory(string path, IDataProtector? protector = null) => new FileOutboxStore(path, protector);

    /// <summary>Why the store keeps everything in memory instead; null when nothing is wrong.</summary>
    Exception? Failure => null;

    /// <summary>Loads all messages by key. It can remove files that belong to no message.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a message atomically: after a crash, either the old or the new text is there.</summary>
    /// <param name="key">Its key: letters, digits and hyphens.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default);

    /// <summary>Saves a file of a message. The message is saved afterwards.</summary>
    /// <param name="key">The message's key.</param>
    /// <param name="number">The index of the file, from 0.</param>
    /// <param name="content">The content, read from the current position of the stream to its end.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Opens a saved file. The stream can seek; the caller disposes it.</summary>
    /// <param name="key">The message's key.</param>
    /// <param name="number">The index of the file, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="IOException">The file does not exist.</exception>
    ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default);

    /// <summary>Removes a message and its files. Does nothing when it does not exist.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Sets aside a message that cannot be read, so that it is not lost. It is not loaded again.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Removes everything, including what was set aside.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask ClearAsync(CancellationToken cancellationToken = default);
}

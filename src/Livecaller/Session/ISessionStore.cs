using Livecaller.Outbox;

namespace Livecaller.Session;

/// <summary>Keeps the session across restarts: one text, which only the SDK reads. It holds a token, so it is a secret.</summary>
public interface ISessionStore
{
    /// <summary>The store beside it, for messages that the server has not stored yet. The same one at every call.</summary>
    IOutboxStore Outbox { get; }

    /// <summary>
    /// Why the store keeps everything in memory instead of where it should, for example because a browser blocks its storage;
    /// null when nothing is wrong. It is told by <see cref="DurabilityChanged"/>.
    /// </summary>
    Exception? Failure => null;

    /// <summary>
    /// Takes the store for one client alone, until the result is disposed or the process ends, however it ends. Asked before anything else.
    /// A store that nobody else can reach has nothing to do.
    /// </summary>
    /// <exception cref="SessionStoreInUseException">Another client has it.</exception>
    ValueTask<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IAsyncDisposable>(NotExclusive.Instance);

    /// <summary>Loads the text; null when there is none.</summary>
    /// <exception cref="InvalidDataException">There is something that cannot be read, and never will be; it is set aside then.</exception>
    ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the text, all or nothing: after a crash either the old or the new one is there.</summary>
    ValueTask SaveAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Removes the text.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a text that cannot be read out of the way, so that nobody loses what is in it; the store is empty then.</summary>
    ValueTask SetAsideAsync(CancellationToken cancellationToken = default);
}
